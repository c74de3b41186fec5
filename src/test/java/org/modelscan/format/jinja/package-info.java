/** Tests of chat templates. */
@NullMarked
package org.modelscan.format.jinja;

import org.jspecify.annotations.NullMarked;
