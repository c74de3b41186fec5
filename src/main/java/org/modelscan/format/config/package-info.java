/**
 * Configurations that lie beside models: they hold no weights, but say which code loads the model
 * and where its parts are.
 */
@NullMarked
package org.modelscan.format.config;

import org.jspecify.annotations.NullMarked;
