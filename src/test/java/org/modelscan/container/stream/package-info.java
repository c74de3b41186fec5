/** Tests of decompressors against other implementations. */
@NullMarked
package org.modelscan.container.stream;

import org.jspecify.annotations.NullMarked;
