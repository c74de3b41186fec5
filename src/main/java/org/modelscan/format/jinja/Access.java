package org.modelscan.format.jinja;

import org.modelscan.fact.Fact;

/** Hears of what a template takes and calls. */
@FunctionalInterface
interface Access {
  /**
   * A name is taken, called or written.
   *
   * @param offset in characters from the template's start
   */
  void found(Fact.TemplateAccess.How how, String name, int offset);
}
