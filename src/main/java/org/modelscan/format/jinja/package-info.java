/**
 * Jinja templates as language models carry them for their prompts: read by the language's own
 * grammar and followed with the values that are known, so that what a template takes, calls and
 * loads is stated by its structure and not by its spelling.
 *
 * @see <a href="https://jinja.palletsprojects.com/en/stable/templates/">Template Designer
 *     Documentation</a>
 */
@NullMarked
package org.modelscan.format.jinja;

import org.jspecify.annotations.NullMarked;
