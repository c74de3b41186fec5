/** FlatBuffers and FlexBuffers without their schema: tables, vectors and their bounds. */
@NullMarked
package org.modelscan.format.flatbuffer;

import org.jspecify.annotations.NullMarked;
