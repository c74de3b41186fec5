/** Tests of configurations that lie beside models. */
@NullMarked
package org.modelscan.format.config;

import org.jspecify.annotations.NullMarked;
