/** The GitHub Action: a job's inputs and event, what a change touches, the REST API, the pages. */
@NullMarked
package org.modelscan.github;

import org.jspecify.annotations.NullMarked;
