package org.modelscan.format.config;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Limits;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.fact.Reach;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.Surroundings;
import org.modelscan.format.json.Json;
import org.modelscan.format.json.JsonDocument;

/**
 * The index of a model whose weights are spread over several files: {@code
 * model.safetensors.index.json}, {@code pytorch_model.bin.index.json}.
 *
 * @see <a href="https://huggingface.co/docs/transformers/big_models#sharded-checkpoints">Sharded
 *     checkpoints</a>
 */
public final class ShardIndexFormat implements Format {
  private static final String WEIGHT_MAP = "weight_map";
  private static final Set<String> SIGNS = Set.of(WEIGHT_MAP);
  private static final int SHARDS = 10_000;

  @Override
  public Identity identity() {
    return new Identity(
        "shard-index",
        "Index of shards",
        Identity.Kind.MODEL,
        "a JSON object with weight_map, or the name *.index.json and weight_map further on",
        "whether every file that it names lies beside it",
        "its files, with the number of tensors in each");
  }

  @Override
  public Match probe(Head head) throws IOException {
    return Names.probe(head, SIGNS, head.fileName().endsWith(".index.json"));
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    if (!Names.confirm(artifact, SIGNS, probe(artifact.head()), out)) {
      return;
    }
    JsonDocument document = JsonDocument.read(artifact.bytes(), out.budget());
    document.problem().ifPresent(problem -> out.incomplete(problem.offset(), problem.reason()));
    Map<String, Json.Text> first = new TreeMap<>();
    if (document.object().isPresent()) {
      for (Json.Member member : document.object().get().members()) {
        if (member.name().equals(WEIGHT_MAP) && member.value() instanceof Json.Members map) {
          collect(map, first);
        }
      }
    }
    if (first.size() > SHARDS) {
      out.incomplete(-1, "more shards than are looked at");
    }
    // Where not even the index is beside itself, its folder cannot be asked for.
    Surroundings folder = artifact.surroundings();
    boolean isKnown = folder.open(artifact.head().fileName()).isPresent();
    for (Json.Text name : first.values().stream().limit(SHARDS).toList()) {
      if (Reach.of(name.value()) != Reach.INSIDE) {
        out.fact(new Fact.ConfiguredPart(name.offset(), WEIGHT_MAP, name.value(), true));
      } else if (isKnown && folder.open(name.value()).isEmpty()) {
        out.fact(new Fact.MissingPart(name.offset(), WEIGHT_MAP, name.value()));
      }
    }
  }

  private static void collect(Json.Members map, Map<String, Json.Text> first) {
    for (Json.Member member : map.members()) {
      if (member.value() instanceof Json.Text name) {
        first.putIfAbsent(name.value(), name);
      }
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    JsonDocument document = JsonDocument.read(artifact.bytes(), new Budget(Limits.DEFAULT));
    Map<String, Integer> tensors = new TreeMap<>();
    document
        .object()
        .flatMap(object -> object.get(WEIGHT_MAP))
        .filter(Json.Members.class::isInstance)
        .ifPresent(map ->
            ((Json.Members) map)
                .members()
                .forEach(member -> tensors.merge(Shown.of(member.value()), 1, Integer::sum)));
    tensors.forEach((name, count) -> out.entry(name, count + " tensors"));
  }
}
