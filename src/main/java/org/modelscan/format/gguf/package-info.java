/**
 * GGUF and the older files of the ggml library: a table of keys and values, a table of tensors, and
 * the tensors' data, which is passed over.
 *
 * @see <a href="https://github.com/ggml-org/ggml/blob/master/docs/gguf.md">gguf.md</a>
 */
@NullMarked
package org.modelscan.format.gguf;

import org.jspecify.annotations.NullMarked;
