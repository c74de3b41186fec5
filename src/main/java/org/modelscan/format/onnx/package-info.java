/** ONNX models: external data, operators and their domains. */
@NullMarked
package org.modelscan.format.onnx;

import org.jspecify.annotations.NullMarked;
