/** What decoders of matches have decoded last, for all formats that copy from it. */
@NullMarked
package org.modelscan.container.window;

import org.jspecify.annotations.NullMarked;
