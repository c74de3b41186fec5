/** 7z archives that hold other files. */
@NullMarked
package org.modelscan.format.sevenzip;

import org.jspecify.annotations.NullMarked;
