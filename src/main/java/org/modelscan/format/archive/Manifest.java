package org.modelscan.format.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Limits;
import org.modelscan.format.Artifact;
import org.modelscan.format.Outline;
import org.modelscan.format.json.Json;
import org.modelscan.format.json.JsonDocument;

/** Shows the plain entries of an archive's manifest: a JSON text, or lines {@code key = value}. */
final class Manifest {
  private static final int MOST_TEXT = 1 << 16;
  private static final int MOST_LINES = 60;

  private Manifest() {}

  static void describe(Artifact artifact, String name, Outline out) throws IOException {
    Budget budget = new Budget(Limits.DEFAULT);
    MembersByName.read(
        artifact.head(), name, budget, bytes -> describe(bytes, budget, out.section(name)));
  }

  private static void describe(Bytes bytes, Budget budget, Outline out) throws IOException {
    Optional<Json.Members> object = JsonDocument.read(bytes, budget).object();
    if (object.isPresent()) {
      for (Json.Member member : object.get().members()) {
        if (member.value() instanceof Json.Members inner) {
          inner.members().forEach(one -> plain(member.name() + "." + one.name(), one, out));
        } else {
          plain(member.name(), member, out);
        }
      }
      return;
    }
    new String(bytes.upTo(0, MOST_TEXT), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.indexOf('=') > 0)
        .limit(MOST_LINES)
        .map(line -> line.split("=", 2))
        .forEach(pair -> out.entry(pair[0].strip(), pair[1].strip()));
  }

  private static void plain(String name, Json.Member member, Outline out) {
    switch (member.value()) {
      case Json.Text text -> out.entry(name, text.value());
      case Json.Numeral number -> out.entry(name, number.text());
      case Json.Word word -> out.entry(name, String.valueOf(word.value()));
      case Json.Members _, Json.Items _ -> {}
    }
  }
}
