/** Tests of {@link org.modelscan.scan}. */
@NullMarked
package org.modelscan.scan;

import org.jspecify.annotations.NullMarked;
