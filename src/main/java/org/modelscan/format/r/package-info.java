/** R's serialized data, alone or as saved workspaces. */
@NullMarked
package org.modelscan.format.r;

import org.jspecify.annotations.NullMarked;
