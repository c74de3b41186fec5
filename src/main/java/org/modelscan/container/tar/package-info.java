/**
 * Tar archives of all dialects: V7, ustar and pax (POSIX.1-2001), GNU and its sparse files.
 *
 * <p>Python's tarfile, GNU tar and libarchive differ where an archive is not as it should be; all
 * of their readings are followed.
 */
@NullMarked
package org.modelscan.container.tar;

import org.jspecify.annotations.NullMarked;
