/** Tests of the entry point, the build's identity and the package table. */
@NullMarked
package org.modelscan;

import org.jspecify.annotations.NullMarked;
