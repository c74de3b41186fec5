/** TensorFlow Lite models and the TensorFlow operators inside them. */
@NullMarked
package org.modelscan.format.tflite;

import org.jspecify.annotations.NullMarked;
