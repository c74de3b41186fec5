/** skops: models of scikit-learn as a ZIP archive with a JSON schema. */
@NullMarked
package org.modelscan.format.skops;

import org.jspecify.annotations.NullMarked;
