/** Symbols and parameters of MXNet. */
@NullMarked
package org.modelscan.format.mxnet;

import org.jspecify.annotations.NullMarked;
