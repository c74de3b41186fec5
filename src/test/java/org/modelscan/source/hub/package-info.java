/** Tests of {@link org.modelscan.source.hub}, and a Hub for them. */
@NullMarked
package org.modelscan.source.hub;

import org.jspecify.annotations.NullMarked;
