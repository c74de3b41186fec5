@NullMarked
package org.modelscan.format.keras;

import org.jspecify.annotations.NullMarked;
