/** What a scan's results mean for the build: thresholds, and the verdict that they lead to. */
@NullMarked
package org.modelscan.policy;

import org.jspecify.annotations.NullMarked;
