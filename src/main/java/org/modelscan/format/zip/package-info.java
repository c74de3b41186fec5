/** ZIP archives that hold other files. */
@NullMarked
package org.modelscan.format.zip;

import org.jspecify.annotations.NullMarked;
