/** Content of other machines, read over HTTP by ranges, and every caution that this needs. */
@NullMarked
package org.modelscan.remote;

import org.jspecify.annotations.NullMarked;
