/**
 * safetensors: the length of a header, the header as JSON, and the tensors' data, which is passed
 * over.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">Format</a>
 */
@NullMarked
package org.modelscan.format.safetensors;

import org.jspecify.annotations.NullMarked;
