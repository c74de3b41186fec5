/** Tests of the TensorFlow formats. */
@NullMarked
package org.modelscan.format.tensorflow;

import org.jspecify.annotations.NullMarked;
