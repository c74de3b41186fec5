/** Compressed streams that hold one file. */
@NullMarked
package org.modelscan.format.compressed;

import org.jspecify.annotations.NullMarked;
