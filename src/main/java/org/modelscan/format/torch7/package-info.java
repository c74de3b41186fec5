/** Torch7's serialized objects. */
@NullMarked
package org.modelscan.format.torch7;

import org.jspecify.annotations.NullMarked;
