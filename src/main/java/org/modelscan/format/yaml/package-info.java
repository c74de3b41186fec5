/** YAML as configurations of models have it, read event by event into the tree of {@code json}. */
@NullMarked
package org.modelscan.format.yaml;

import org.jspecify.annotations.NullMarked;
