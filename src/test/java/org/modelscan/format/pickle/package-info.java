@NullMarked
package org.modelscan.format.pickle;

import org.jspecify.annotations.NullMarked;
