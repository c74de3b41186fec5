/**
 * TensorFlow graphs: SavedModel, frozen and meta graphs, their text form, Keras metadata and
 * checkpoints.
 */
@NullMarked
package org.modelscan.format.tensorflow;

import org.jspecify.annotations.NullMarked;
