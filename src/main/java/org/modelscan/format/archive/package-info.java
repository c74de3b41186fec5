/** What archives of models have in common: code among their members. */
@NullMarked
package org.modelscan.format.archive;

import org.jspecify.annotations.NullMarked;
