/**
 * MessagePack as Flax writes the parameters of a model: maps of maps, with arrays as extensions.
 *
 * @see <a href="https://github.com/msgpack/msgpack/blob/master/spec.md">MessagePack
 *     specification</a>
 */
@NullMarked
package org.modelscan.format.flax;

import org.jspecify.annotations.NullMarked;
