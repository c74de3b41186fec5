/** Models of the Microsoft Cognitive Toolkit. */
@NullMarked
package org.modelscan.format.cntk;

import org.jspecify.annotations.NullMarked;
