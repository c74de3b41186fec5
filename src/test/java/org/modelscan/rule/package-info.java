@NullMarked
package org.modelscan.rule;

import org.jspecify.annotations.NullMarked;
