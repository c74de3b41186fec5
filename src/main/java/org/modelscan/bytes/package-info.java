/** Bounded, random-access reading of hostile content, and the budgets that it is charged to. */
@NullMarked
package org.modelscan.bytes;

import org.jspecify.annotations.NullMarked;
