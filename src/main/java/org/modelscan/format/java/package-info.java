/** Java's own serialization. */
@NullMarked
package org.modelscan.format.java;

import org.jspecify.annotations.NullMarked;
