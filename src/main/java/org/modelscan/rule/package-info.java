/** Rules: which facts are findings, how severe they are and why. */
@NullMarked
package org.modelscan.rule;

import org.jspecify.annotations.NullMarked;
