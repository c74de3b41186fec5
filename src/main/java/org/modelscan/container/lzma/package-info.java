/**
 * A decoder for LZMA, LZMA2 and the XZ container in plain Java: every access is checked, memory
 * grows with what was decoded, and what comes before a cut or damage is given, to the last byte
 * that its loader would give.
 */
@NullMarked
package org.modelscan.container.lzma;

import org.jspecify.annotations.NullMarked;
