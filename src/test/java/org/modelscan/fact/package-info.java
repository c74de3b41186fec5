/** Tests of facts. */
@NullMarked
package org.modelscan.fact;

import org.jspecify.annotations.NullMarked;
