/** Small files that stand for content that is kept elsewhere: Git LFS and DVC. */
@NullMarked
package org.modelscan.format.pointer;

import org.jspecify.annotations.NullMarked;
