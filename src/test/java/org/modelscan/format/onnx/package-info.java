/** Tests of the ONNX format. */
@NullMarked
package org.modelscan.format.onnx;

import org.jspecify.annotations.NullMarked;
