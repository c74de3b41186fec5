/** Tests of npy files and of the literals in their headers. */
@NullMarked
package org.modelscan.format.npy;

import org.jspecify.annotations.NullMarked;
