/** Core ML models. */
@NullMarked
package org.modelscan.format.coreml;

import org.jspecify.annotations.NullMarked;
