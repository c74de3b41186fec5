/**
 * Tests that run the container image; they need {@code mvn -Pimage package}, runc, skopeo and
 * umoci.
 */
@NullMarked
package org.modelscan.image;

import org.jspecify.annotations.NullMarked;
