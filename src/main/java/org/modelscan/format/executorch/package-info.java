/** ExecuTorch programs. */
@NullMarked
package org.modelscan.format.executorch;

import org.jspecify.annotations.NullMarked;
