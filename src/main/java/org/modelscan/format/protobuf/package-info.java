/** Protocol buffers without their schema: fields, their types and their offsets. */
@NullMarked
package org.modelscan.format.protobuf;

import org.jspecify.annotations.NullMarked;
