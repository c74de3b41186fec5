/** Tests of the reader of Python bytecode. */
@NullMarked
package org.modelscan.format.bytecode;

import org.jspecify.annotations.NullMarked;
