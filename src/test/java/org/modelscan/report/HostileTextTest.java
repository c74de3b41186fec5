package org.modelscan.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.modelscan.policy.Allow;
import org.modelscan.policy.Policy;
import org.modelscan.policy.Position;
import org.modelscan.rule.Finding;
import org.modelscan.rule.Place;
import org.modelscan.rule.RuleId;
import org.modelscan.rule.Severity;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Report;
import org.modelscan.scan.Result;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever a scanned file holds is only ever text in a report. */
class HostileTextTest {
  private static final List<RuleId> RULES = List.of(RuleId.values());
  private static final List<String> NASTY =
      List.of(
          "\n",
          "\r",
          "\r\n",
          "\t",
          "\u001b[2J",
          "\u009b31m",
          "\u0000",
          "\u007f",
          "\u0085",
          "\u2028",
          "\u00a0",
          "\u3000",
          "\u202e",
          "\u2066",
          "\u200b",
          "\ufeff",
          "\ud800",
          "\udc00",
          "\ud83d\ude00",
          "\udb40\udc41",
          "::error::x",
          "::stop-commands::t",
          "##[add-mask]x",
          "###[x]",
          "##vso[task.setvariable]x",
          "%0A::x::",
          "%",
          ",",
          ":",
          "::",
          "|",
          "\\|",
          "\\",
          "`",
          "``",
          "<script>",
          "</code>",
          "&lt;",
          "@org/team",
          "#1",
          "[a](http://203.0.113.9/)",
          "![x](y)",
          "{0}",
          "http://203.0.113.9",
          "www.example.com",
          "**b**",
          "__init__",
          "\"",
          "'",
          "/",
          "../",
          "..",
          "a",
          " ",
          "$x$",
          "é");

  /** Seeded, so that a failure can be run again by its number. */
  static Stream<Integer> seeds() {
    return Stream.iterate(0, seed -> seed + 1).limit(100);
  }

  /** For what takes longer to check. */
  static Stream<Integer> fewSeeds() {
    return seeds().skip(80);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(random.nextInt(20) == 0 ? 3_000 : 8);
    for (int i = 0; i < length; i++) {
      text.append(NASTY.get(random.nextInt(NASTY.size())));
    }
    return text.toString();
  }

  private static Report report(int seed) {
    Random random = new Random(seed);
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String path = text(random) + i;
      Finding finding =
          Samples.finding(
              RULES.get(random.nextInt(RULES.size())),
              new Place(path, random.nextBoolean() ? List.of() : List.of(text(random)), i),
              text(random),
              text(random),
              text(random));
      results.add(Samples.complete(path, "pickle", i, finding));
      String unread = text(random) + "unread" + i;
      results.add(
          new Result(
              unread,
              "pickle",
              new Outcome.Incomplete(text(random)),
              List.of(),
              List.of(text(random)),
              i));
    }
    return new Report(results, List.of(text(random)), 9, Duration.ZERO);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void consoleShowsText(int seed) {
    for (Look.Detail detail : Look.Detail.values()) {
      String console = Samples.written("console", new Look(false, 40 + seed, detail), report(seed));
      assertThat(console.codePoints().filter(point -> point != '\n')).allMatch(Visible::is);
      assertThat(console.lines().map(RunnerCommand::parse)).allMatch(Optional::isEmpty);
      assertThat(console).doesNotContain("##");
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void commandsAreOurs(int seed) {
    String commands = Samples.written("github", Look.PLAIN, report(seed));
    assertThat(commands.codePoints().filter(point -> point != '\n')).allMatch(Visible::is);
    List<RunnerCommand> parsed =
        commands.lines().map(line -> RunnerCommand.parse(line).orElseThrow()).toList();
    assertThat(parsed).hasSize(6);
    for (RunnerCommand command : parsed) {
      assertThat(command.name()).isIn("error", "warning", "notice");
      assertThat(command.properties()).containsOnlyKeys("file", "line", "title");
      assertThat(command.properties().get("line")).isEqualTo("1");
      assertThat(command.data()).hasSizeLessThan(8_000);
      assertThat(command.data().lines()).allMatch(line -> RunnerCommand.parse(line).isEmpty());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void markdownKeepsItsShape(int seed) {
    String page = Samples.written("markdown", Look.PLAIN, report(seed));
    assertThat(page.codePoints().filter(point -> point != '\n')).allMatch(Visible::is);
    assertThat(page).hasSizeLessThan(65_536);
    List<String> rows = page.lines().filter(line -> line.startsWith("|")).toList();
    assertThat(rows).hasSize(2 + 3 + 2 + 3);
    assertThat(rows).allMatch(row -> row.chars().filter(c -> c == '|').count() == 4);
    String ours =
        page.replaceAll("<code>[^<>|@`*_\\[\\]()!:$\\\\]*</code>", "")
            .replaceAll("\\[[^\\]]*\\]\\(https://github.com/org/modelscan-action/[^)]*\\)", "");
    assertThat(ours.replace("<br>", "")).doesNotContain("<", "@", "`", "](", "&", "example");
    assertThat(page).doesNotContain("www.");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void jsonHoldsTheTextItself(int seed) {
    Report report = report(seed);
    String json = Samples.written("json", Look.PLAIN, report);
    assertThat(json.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
    JsonNode findings = JsonMapper.shared().readTree(json).get("findings");
    assertThat(findings).hasSize(3);
    for (int i = 0; i < 3; i++) {
      Finding finding = report.results().get(2 * i).findings().getFirst();
      assertThat(findings.get(i).get("path").asString())
          .isEqualTo(Escape.wellFormed(finding.place().path()));
      assertThat(findings.get(i).get("evidence").asString())
          .isEqualTo(Escape.wellFormed(Escape.capped(finding.evidence(), 4_000)));
    }
  }

  @ParameterizedTest
  @MethodSource("fewSeeds")
  void sarifIsValid(int seed) {
    String sarif = Samples.written("sarif", Look.PLAIN, report(seed));
    assertThat(sarif.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
    assertThat(SarifSchema.errors(sarif)).isEmpty();
    JsonNode run = JsonMapper.shared().readTree(sarif).at("/runs/0");
    for (JsonNode artifact : run.get("artifacts")) {
      URI uri = URI.create(artifact.at("/location/uri").asString());
      assertThat(uri.isAbsolute()).isFalse();
      assertThat(uri.getRawAuthority()).isNull();
      assertThat(uri.getRawQuery()).isNull();
      assertThat(uri.getRawFragment()).isNull();
      assertThat(uri.getRawPath()).doesNotStartWith("/");
      assertThat(List.of(uri.getRawPath().split("/", -1))).doesNotContain("..", ".", "");
    }
    for (JsonNode result : run.get("results")) {
      String message = result.at("/message/text").asString();
      assertThat(message.codePoints()).allMatch(Visible::is);
      assertThat(message).doesNotContain("](").doesNotContainPattern("\\{\\d");
    }
  }

  /** A policy is text of others as well: that of a pull request, or of a repository just cloned. */
  @ParameterizedTest
  @MethodSource("fewSeeds")
  void policyIsTextToo(int seed) {
    Report report = report(seed);
    Policy policy = policy(report, new Random(-seed));
    for (Look.Detail detail : Look.Detail.values()) {
      String console = Samples.written("console", new Look(false, 80, detail), report, policy);
      assertThat(console.codePoints().filter(point -> point != '\n')).allMatch(Visible::is);
      assertThat(console.lines().map(RunnerCommand::parse)).allMatch(Optional::isEmpty);
      assertThat(console).contains("accepted by the policy", "expired on").doesNotContain("##");
    }
    String commands = Samples.written("github", Look.PLAIN, report, policy);
    assertThat(commands.lines().map(RunnerCommand::parse)).hasSize(6).allMatch(Optional::isPresent);
    String page = Samples.written("markdown", Look.PLAIN, report, policy);
    assertThat(page.codePoints().filter(point -> point != '\n')).allMatch(Visible::is);
    assertThat(page.lines().filter(line -> line.startsWith("**Note:**")))
        .hasSize(1)
        .allMatch(
            line -> line.matches("\\*\\*Note:\\*\\* <code>[^<>|@`*_\\[\\]()!:$\\\\]*</code>"));
    String sarif = Samples.written("sarif", Look.PLAIN, report, policy);
    assertThat(sarif.chars()).allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f));
    assertThat(SarifSchema.errors(sarif)).isEmpty();
    JsonNode json =
        JsonMapper.shared().readTree(Samples.written("json", Look.PLAIN, report, policy));
    assertThat(json.at("/suppressed/0/justification").asString())
        .isEqualTo(Escape.wellFormed(policy.allowed().getFirst().reason()));
  }

  /** It accepts the first finding, and did accept the second. */
  private static Policy policy(Report report, Random random) {
    List<Finding> findings = report.findings().toList();
    return new Policy(
        Optional.empty(),
        Severity.LOW,
        true,
        Set.of(),
        List.of(),
        List.of(
            allow(findings.getFirst(), Optional.empty(), random),
            allow(findings.get(1), Optional.of(LocalDate.EPOCH), random)),
        Optional.empty());
  }

  private static Allow allow(Finding finding, Optional<LocalDate> expires, Random random) {
    return new Allow(
        finding.rule().id(),
        Optional.empty(),
        Optional.of(finding.place().path()),
        Optional.of(finding.symbol()),
        Escape.capped(text(random), 1_000),
        expires,
        new Position("p\n::error::##[x].yml", 1, 1));
  }

  /** Stated apart from what is tested: what a person can see and a terminal only draws. */
  private static final class Visible {
    static boolean is(int point) {
      boolean control = point < 0x20 || (point >= 0x7f && point < 0xa0);
      boolean ordering =
          (point >= 0x200b && point <= 0x200f)
              || (point >= 0x2028 && point <= 0x202e)
              || (point >= 0x2060 && point <= 0x206f)
              || point == 0xfeff
              || (point >= 0xe0000 && point <= 0xe007f);
      boolean half = point >= 0xd800 && point <= 0xdfff;
      return !control && !ordering && !half;
    }
  }
}
