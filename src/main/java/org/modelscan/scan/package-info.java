/**
 * From an artifact to its outcome and findings: identify, read, judge; recursive, bounded,
 * parallel, ordered.
 */
@NullMarked
package org.modelscan.scan;

import org.jspecify.annotations.NullMarked;
