/** Tests of LZMA. */
@NullMarked
package org.modelscan.container.lzma;

import org.jspecify.annotations.NullMarked;
