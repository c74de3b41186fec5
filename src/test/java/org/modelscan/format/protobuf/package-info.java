/** Tests of the reading of protocol buffers. */
@NullMarked
package org.modelscan.format.protobuf;

import org.jspecify.annotations.NullMarked;
