package org.modelscan.github;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.modelscan.rule.Finding;
import org.modelscan.rule.Place;
import org.modelscan.rule.RuleId;
import org.modelscan.rule.Rules;
import org.modelscan.scan.Outcome;
import org.modelscan.scan.Report;
import org.modelscan.scan.Result;
import org.modelscan.scan.SavedModelFolder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a JSON report again that another run has written. That run may be one of a fork, so that
 * nothing in it is believed: it is text to show, and severities and titles are those of the rules.
 *
 * @param rules by which findings are named
 */
record ReportFile(Rules rules) {
  private static final int LARGEST = 32 << 20;

  /** A comment has no room for more. */
  private static final int MOST = 10_000;

  private static final int LONGEST = 4_000;

  /** Reads a file, which is no link. */
  Report read(Path file) throws BadInput {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new BadInput("report: there is no file " + file.getFileName());
    }
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return parse(JsonMapper.shared().readTree(in.readNBytes(LARGEST)));
    } catch (IOException | JacksonException broken) {
      throw new BadInput("report: " + file.getFileName() + " is no JSON report");
    }
  }

  private Report parse(JsonNode root) throws BadInput {
    if (!root.path("models").isArray() || !root.path("findings").isArray()) {
      throw new BadInput("report: it is no JSON report of modelscan");
    }
    Map<String, List<Finding>> findings = new HashMap<>();
    for (JsonNode node : first(root.path("findings"))) {
      Optional<Finding> finding = finding(node);
      finding.ifPresent(
          one -> findings.computeIfAbsent(one.place().path(), _ -> new ArrayList<>()).add(one));
    }
    List<Result> results = new ArrayList<>();
    for (JsonNode model : first(root.path("models"))) {
      String path = text(model, "path");
      List<Finding> own = Optional.ofNullable(findings.remove(path)).orElse(List.of());
      long bytes = Math.max(0, model.path("bytes").asLong(0));
      results.add(
          new Result(path, format(text(model, "format")), outcome(model), own, List.of(), bytes));
    }
    findings.forEach((path, left) ->
        results.add(new Result(path, "", new Outcome.Complete(), left, List.of(), 0)));
    long files = Math.max(0, root.at("/summary/files").asLong(0));
    return new Report(SavedModelFolder.joined(results), files, Duration.ZERO);
  }

  private static List<JsonNode> first(JsonNode list) {
    return list.valueStream().limit(MOST).toList();
  }

  private Optional<Finding> finding(JsonNode node) {
    String member = text(node, "member");
    String path = text(node, "path");
    return Stream.of(RuleId.values())
        .filter(id -> id.id().equals(text(node, "rule")))
        .findFirst()
        .map(id ->
            new Finding(
                rules.get(id),
                new Place(
                    path,
                    member.isEmpty() ? List.of() : List.of(member),
                    node.path("offset").asLong(-1)),
                text(node, "symbol"),
                text(node, "message"),
                text(node, "evidence")));
  }

  private static Outcome outcome(JsonNode model) {
    return switch (text(model, "status")) {
      case "incomplete" -> new Outcome.Incomplete(text(model, "reason"));
      case "not-scanned" -> new Outcome.NotScanned(text(model, "reason"));
      default -> new Outcome.Complete();
    };
  }

  /** Formats are shown as they are: nothing but our own names comes through. */
  private static String format(String ids) {
    return ids.matches("[a-z0-9+-]{0,200}") ? ids : "";
  }

  private static String text(JsonNode node, String name) {
    String text = node.path(name).asString("");
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }
}
