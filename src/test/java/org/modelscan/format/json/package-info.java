@NullMarked
package org.modelscan.format.json;

import org.jspecify.annotations.NullMarked;
