/** Reports: pure functions from a scan's results to bytes, one file each. */
@NullMarked
package org.modelscan.report;

import org.jspecify.annotations.NullMarked;
