/**
 * Keras models: the configuration trees of HDF5 files and of {@code .keras} archives. How
 * configurations are loaded is in <a
 * href="https://github.com/keras-team/keras/blob/master/keras/src/saving/serialization_lib.py">serialization_lib.py</a>.
 */
@NullMarked
package org.modelscan.format.keras;

import org.jspecify.annotations.NullMarked;
