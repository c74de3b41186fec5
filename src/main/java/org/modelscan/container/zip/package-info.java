/**
 * ZIP archives as any reader would read them: by the central directory, by the local headers, and
 * where the two disagree. APPNOTE.TXT 6.3.10.
 */
@NullMarked
package org.modelscan.container.zip;

import org.jspecify.annotations.NullMarked;
