/** NumPy's npy files: a header that is a Python literal, then data, or a pickle of objects. */
@NullMarked
package org.modelscan.format.npy;

import org.jspecify.annotations.NullMarked;
