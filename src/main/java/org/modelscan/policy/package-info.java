/**
 * What a scan's results mean for the build: settings from policy files, what is accepted, and the
 * verdict that they lead to.
 */
@NullMarked
package org.modelscan.policy;

import org.jspecify.annotations.NullMarked;
