@NullMarked
package org.modelscan.report;

import org.jspecify.annotations.NullMarked;
