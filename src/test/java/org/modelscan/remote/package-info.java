/** Tests of {@link org.modelscan.remote}, and a web server for them. */
@NullMarked
package org.modelscan.remote;

import org.jspecify.annotations.NullMarked;
