/** Python bytecode: a bounded reader of marshal data, of every layout that CPython has written. */
@NullMarked
package org.modelscan.format.bytecode;

import org.jspecify.annotations.NullMarked;
