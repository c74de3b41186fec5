package org.modelscan.format.skops;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Limits;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.archive.CodeFiles;
import org.modelscan.format.archive.MemberWatch;
import org.modelscan.format.archive.MembersByName;
import org.modelscan.format.json.Json;
import org.modelscan.format.json.JsonDocument;
import org.modelscan.format.json.JsonNames;
import org.modelscan.format.json.JsonWalk;
import org.modelscan.format.zip.ZipFormat;
import org.modelscan.format.zip.ZipMembers;
import org.modelscan.format.zip.ZipOutline;

/**
 * What {@code skops.io.dump} writes: a ZIP archive with {@code schema.json}, a tree of nodes that
 * name types and functions, and a file for each array. Loading imports what the nodes name, so each
 * is stated as an import, like those of a pickle.
 *
 * @see <a href="https://github.com/skops-dev/skops/blob/main/skops/io/_general.py">_general.py</a>
 */
public final class SkopsFormat implements Format {
  private static final String SCHEMA = "schema.json";

  @Override
  public Identity identity() {
    return new Identity(
        "skops",
        "skops model",
        Identity.Kind.MODEL,
        "a ZIP archive whose schema.json names a loader",
        "every type, function and method that a node names, by the lists of imports, its arrays,"
            + " and all that is checked in a ZIP archive",
        "its nodes with what they load, and its members");
  }

  @Override
  public Optional<String> kindOf() {
    return Optional.of(ZipFormat.ID);
  }

  /** The loader of the outermost node is what {@code skops.io.load} reads first. */
  @Override
  public Match probe(Head head) throws IOException {
    AtomicBoolean named = new AtomicBoolean();
    MembersByName.read(
        head,
        SCHEMA,
        new Budget(Limits.DEFAULT),
        content ->
            JsonNames.of(content)
                .filter(names -> names.names().contains(Nodes.LOADER) || !names.complete())
                .ifPresent(_ -> named.set(true)));
    return named.get() ? Match.SURE : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    ZipMembers.read(
        artifact,
        new MemberWatch(
            out,
            (name, content, facts) -> {
              CodeFiles.state(name, content, Fact.ArchivedCode.Archive.OTHER, facts);
              if (name.equals(SCHEMA)) {
                schema(content, facts);
              }
            }));
  }

  private static void schema(Bytes content, Facts out) throws IOException {
    JsonDocument document = JsonDocument.read(content, out.budget());
    if (document.problem().isPresent()) {
      JsonDocument.Problem problem = document.problem().get();
      out.incomplete(problem.offset(), SCHEMA + ": " + problem.reason());
    }
    Nodes.imports(document).forEach(out::fact);
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Budget budget = new Budget(Limits.DEFAULT);
    MembersByName.read(
        artifact.head(),
        SCHEMA,
        budget,
        content -> nodes(JsonDocument.read(content, budget), out.section("nodes")));
    ZipOutline.describe(artifact, out.section("archive"));
  }

  private static void nodes(JsonDocument document, Outline out) {
    for (Json.Members object : JsonWalk.objects(document)) {
      object
          .text(Nodes.LOADER)
          .filter(loader -> !loader.equals("JsonNode"))
          .ifPresent(loader -> out.entry(loader, Nodes.named(object).toString()));
    }
  }
}
