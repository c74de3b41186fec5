package org.modelscan.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.modelscan.rule.Rule;
import org.modelscan.rule.RuleId;

class RuleCatalogueTest {
  @Test
  void listsEveryRuleInColumns() {
    String list = new RuleCatalogue(Look.PLAIN).list(Samples.RULES.all());
    assertThat(list.lines()).hasSize(RuleId.values().length);
    int column = list.indexOf("critical");
    assertThat(list.lines()).allMatch(line -> line.charAt(column - 1) == ' ');
    assertThat(list).containsPattern("\npickle-reads-file +high {6}Pickle reads files");
  }

  @Test
  void aPageIsPlainText() {
    for (Rule rule : Samples.RULES.all()) {
      String page = new RuleCatalogue(Look.PLAIN).page(rule);
      assertThat(page)
          .startsWith(rule.id().id() + "  " + rule.severity().id() + "\n" + rule.title() + "\n")
          .contains("\nWhat was found\n", "\nWhat to do\n", rule.address())
          .doesNotContain("`", "#", "**", "\u001b");
      assertThat(page.lines().skip(4)).allMatch(line -> line.length() <= 100);
    }
  }

  @Test
  void listItemsHangTogether() {
    assertThat(
            PlainPage.of("## Do\n\n- one `two`\n  three\n- see [it](http://x)\n", 12, Paint.NONE))
        .isEqualTo("Do\n\n- one two\n  three\n- see it\n  (http://x)\n");
  }
}
