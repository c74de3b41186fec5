/**
 * JSON as models carry it (RFC 8259, as leniently as Python's {@code json} reads it): tokens with
 * their places, and a bounded tree that keeps duplicate names.
 */
@NullMarked
package org.modelscan.format.json;

import org.jspecify.annotations.NullMarked;
