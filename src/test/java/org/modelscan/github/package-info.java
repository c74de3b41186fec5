@NullMarked
package org.modelscan.github;

import org.jspecify.annotations.NullMarked;
