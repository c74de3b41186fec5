/** Compressed streams: gzip, zlib, bzip2, XZ, LZMA, Zstandard and LZ4, one or several in a row. */
@NullMarked
package org.modelscan.container.stream;

import org.jspecify.annotations.NullMarked;
