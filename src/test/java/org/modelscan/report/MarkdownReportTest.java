package org.modelscan.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.modelscan.rule.Finding;
import org.modelscan.rule.Place;
import org.modelscan.rule.RuleId;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Report;
import org.modelscan.scan.Result;

class MarkdownReportTest {
  /** Of every rule many findings, with the text that grows most, and many models unread. */
  @Test
  void fitsIntoAComment() {
    String longest = "<".repeat(5_000);
    List<Result> results = new ArrayList<>();
    for (RuleId rule : RuleId.values()) {
      for (int i = 0; i < 20; i++) {
        String symbol = i % 2 == 0 ? longest : "x";
        Place place = new Place(symbol, List.of(symbol), 1);
        Finding finding = Samples.finding(rule, place, symbol, symbol, symbol);
        results.add(Samples.complete(symbol, "pickle", 1, finding));
        results.add(
            new Result(symbol, "pickle", new Outcome.NotScanned(longest), List.of(), List.of(), 1));
      }
    }
    String page =
        Samples.written("markdown", Look.PLAIN, new Report(results, 1_000, Duration.ZERO));
    assertThat(page).hasSizeLessThan(65_536);
    assertThat(page)
        .containsPattern("and [\\d,]+ more findings that")
        .containsPattern("[\\d,]+ more models");
  }

  @Test
  void theWorstComesFirst() {
    String page = Samples.written("markdown", Look.PLAIN, Samples.report());
    assertThat(page.indexOf("| **critical** |")).isBetween(1, page.indexOf("| **medium** |"));
  }
}
