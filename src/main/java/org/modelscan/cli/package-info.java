/** The command line: arguments in, reports and an exit status out. */
@NullMarked
package org.modelscan.cli;

import org.jspecify.annotations.NullMarked;
