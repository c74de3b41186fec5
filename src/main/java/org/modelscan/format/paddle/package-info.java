/** Programs and parameters of PaddlePaddle. */
@NullMarked
package org.modelscan.format.paddle;

import org.jspecify.annotations.NullMarked;
