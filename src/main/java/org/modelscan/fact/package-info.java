/** What parsers state about an artifact: facts, without judgement. */
@NullMarked
package org.modelscan.fact;

import org.jspecify.annotations.NullMarked;
