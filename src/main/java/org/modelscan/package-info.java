/**
 * The entry point of the program and its own identity; everything else stands in the subpackages.
 */
@NullMarked
package org.modelscan;

import org.jspecify.annotations.NullMarked;
