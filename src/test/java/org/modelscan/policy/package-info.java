/** Tests of {@link org.modelscan.policy}. */
@NullMarked
package org.modelscan.policy;

import org.jspecify.annotations.NullMarked;
