/** Model formats: how each is recognised by its content and how its facts are read. */
@NullMarked
package org.modelscan.format;

import org.jspecify.annotations.NullMarked;
