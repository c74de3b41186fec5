/** Tests of the tar reader against other readers. */
@NullMarked
package org.modelscan.container.tar;

import org.jspecify.annotations.NullMarked;
