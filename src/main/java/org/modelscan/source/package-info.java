/** Where candidates come from: folders and files on disk, and lists of them. */
@NullMarked
package org.modelscan.source;

import org.jspecify.annotations.NullMarked;
