/** Tests of {@link org.modelscan.cli}. */
@NullMarked
package org.modelscan.cli;

import org.jspecify.annotations.NullMarked;
