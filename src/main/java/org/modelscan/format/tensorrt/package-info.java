/** TensorRT engines. */
@NullMarked
package org.modelscan.format.tensorrt;

import org.jspecify.annotations.NullMarked;
