/** Tests of {@link org.modelscan.source}. */
@NullMarked
package org.modelscan.source;

import org.jspecify.annotations.NullMarked;
