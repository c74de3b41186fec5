/**
 * A decoder for Zstandard frames (RFC 8878) in plain Java: every access is checked, memory grows
 * with what was decoded, and what comes before damage is given.
 */
@NullMarked
package org.modelscan.container.zstd;

import org.jspecify.annotations.NullMarked;
