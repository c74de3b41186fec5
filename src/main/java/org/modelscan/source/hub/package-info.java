/** Repositories of the Hugging Face Hub as sources of files. */
@NullMarked
package org.modelscan.source.hub;

import org.jspecify.annotations.NullMarked;
