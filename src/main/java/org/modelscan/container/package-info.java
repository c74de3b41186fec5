/** Containers that hold other files: archives and compressed streams. */
@NullMarked
package org.modelscan.container;

import org.jspecify.annotations.NullMarked;
