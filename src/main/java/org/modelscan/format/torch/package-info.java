/** PyTorch's archives. */
@NullMarked
package org.modelscan.format.torch;

import org.jspecify.annotations.NullMarked;
