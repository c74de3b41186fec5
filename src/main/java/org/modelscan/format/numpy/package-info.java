/** NumPy data types, as headers and pickles name them. */
@NullMarked
package org.modelscan.format.numpy;

import org.jspecify.annotations.NullMarked;
