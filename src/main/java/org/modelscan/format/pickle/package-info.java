/** Python pickles: a symbolic machine over all opcodes, protocols 0 to 5. */
@NullMarked
package org.modelscan.format.pickle;

import org.jspecify.annotations.NullMarked;
