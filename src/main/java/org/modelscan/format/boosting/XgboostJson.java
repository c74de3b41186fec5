package org.modelscan.format.boosting;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Limits;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.json.Json;
import org.modelscan.format.json.JsonDocument;
import org.modelscan.format.json.JsonWalk;

/**
 * XGBoost models as JSON.
 *
 * @see <a href="https://xgboost.readthedocs.io/en/stable/tutorials/saving_model.html">Introduction
 *     to Model IO</a>
 */
public final class XgboostJson implements Format {
  private static final String LEARNER = "learner";
  private static final List<String> INSIDE =
      List.of(
          "\"gradient_booster\"", "\"learner_model_param\"", "\"attributes\"", "\"feature_names\"");

  @Override
  public Identity identity() {
    return new Identity(
        "xgboost-json",
        "XGBoost model (JSON)",
        Identity.Kind.MODEL,
        "a JSON object with learner, which holds a gradient booster",
        "that all of it can be read, and that the children of every node are nodes",
        "objective, booster, parameters, number of trees");
  }

  @Override
  public Match probe(Head head) throws IOException {
    if (head.text().u8(0) != '{') {
      return Match.NO;
    }
    String text = head.text().latin1();
    return text.contains("\"" + LEARNER + "\"")
            && INSIDE.stream().anyMatch(text::contains)
            && head.json().filter(names -> names.names().contains(LEARNER)).isPresent()
        ? Match.SURE
        : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    JsonDocument document = JsonDocument.read(artifact.bytes(), out.budget());
    document.problem().ifPresent(problem -> out.incomplete(problem.offset(), problem.reason()));
    for (Json.Members tree : JsonWalk.objects(document)) {
      Optional<TreeChildren> left = children(tree, "left_children");
      Optional<TreeChildren> right = children(tree, "right_children");
      if (left.isPresent() && right.isPresent()) {
        long nodes = left.get().count();
        left.get().problem(tree.offset(), nodes).ifPresent(out::fact);
        right.get().problem(tree.offset(), nodes).ifPresent(out::fact);
      }
    }
  }

  private static Optional<TreeChildren> children(Json.Members tree, String name) {
    if (!(tree.get(name).orElse(null) instanceof Json.Items items)) {
      return Optional.empty();
    }
    TreeChildren children = new TreeChildren(name);
    for (Json item : items.items()) {
      if (item instanceof Json.Numeral number) {
        children.add(value(number.text()));
      }
    }
    children.skipped(items.dropped());
    return Optional.of(children);
  }

  private static long value(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException noInteger) {
      return Long.MAX_VALUE;
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    JsonDocument document = JsonDocument.read(artifact.bytes(), new Budget(Limits.DEFAULT));
    Optional<Json.Members> learner = document.object().flatMap(root -> members(root, LEARNER));
    if (learner.isEmpty()) {
      return;
    }
    members(learner.get(), "objective")
        .flatMap(objective -> objective.text("name"))
        .ifPresent(name -> out.entry("objective", name));
    members(learner.get(), "gradient_booster")
        .flatMap(booster -> booster.text("name"))
        .ifPresent(name -> out.entry("booster", name));
    members(learner.get(), "learner_model_param")
        .ifPresent(parameters ->
            parameters
                .members()
                .forEach(one ->
                    parameters.text(one.name()).ifPresent(value -> out.entry(one.name(), value))));
    long trees =
        JsonWalk.objects(document).stream().filter(object -> object.has("left_children")).count();
    out.entry("trees", Long.toString(trees));
  }

  private static Optional<Json.Members> members(Json.Members object, String name) {
    return object.get(name).orElse(null) instanceof Json.Members members
        ? Optional.of(members)
        : Optional.empty();
  }
}
