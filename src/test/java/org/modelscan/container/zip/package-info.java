/** Tests of the ZIP reader, against other readers and against damage. */
@NullMarked
package org.modelscan.container.zip;

import org.jspecify.annotations.NullMarked;
