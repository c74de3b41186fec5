/**
 * HDF5 files, walked by structure: names, attributes, links and where data lies. Tensor data is
 * never read. One class for each on-disk structure, named as in the <a
 * href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 File Format
 * Specification, version 3.0</a>; "section" in the comments means a section of it.
 */
@NullMarked
package org.modelscan.format.hdf5;

import org.jspecify.annotations.NullMarked;
