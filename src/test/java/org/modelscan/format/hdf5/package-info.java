@NullMarked
package org.modelscan.format.hdf5;

import org.jspecify.annotations.NullMarked;
