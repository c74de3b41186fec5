/** Tar archives that hold other files. */
@NullMarked
package org.modelscan.format.tar;

import org.jspecify.annotations.NullMarked;
