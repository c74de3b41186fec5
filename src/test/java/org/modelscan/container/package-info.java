/** Tests of containers as a whole. */
@NullMarked
package org.modelscan.container;

import org.jspecify.annotations.NullMarked;
