/** The Neural Network Exchange Format. */
@NullMarked
package org.modelscan.format.nnef;

import org.jspecify.annotations.NullMarked;
