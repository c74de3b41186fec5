/** Models of Spark ML: folders of metadata in JSON and data in Parquet. */
@NullMarked
package org.modelscan.format.spark;

import org.jspecify.annotations.NullMarked;
