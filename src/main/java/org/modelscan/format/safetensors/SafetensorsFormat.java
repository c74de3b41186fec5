package org.modelscan.format.safetensors;

import java.io.IOException;
import java.math.BigInteger;
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

/** safetensors files. They hold no code; what can be wrong is the header, and what lies beside. */
public final class SafetensorsFormat implements Format {
  private static final int SHOWN_TENSORS = 2_000;

  /** First bytes in which a header is told from numbers. */
  private static final int TEXT = 40;

  @Override
  public Identity identity() {
    return new Identity(
        "safetensors",
        "safetensors file",
        Identity.Kind.MODEL,
        "the length of a header below 4 GiB, and a JSON object behind it",
        "the header's length, names that stand twice, shapes, overlaps, gaps, and files hidden"
            + " beside the tensors",
        "metadata, and tensors with shape, type and place");
  }

  @Override
  public Match probe(Head head) {
    boolean hasLength = head.has(4, 0, 0, 0, 0) && !head.has(0, 0, 0, 0, 0);
    int at = 9;
    while (head.u8(at) == ' ' || head.u8(at) == '\n' || head.u8(at) == '\t') {
      at++;
    }
    boolean opens = head.has(8, "{") && (head.u8(at) == '"' || head.u8(at) == '}');
    return hasLength && opens && isText(head) ? Match.SURE : Match.NO;
  }

  /** Numbers behind a length can start like a header, in storages of torch for one. */
  private static boolean isText(Head head) {
    long end = 8 + (head.u8(0) | head.u8(1) << 8 | head.u8(2) << 16 | (long) head.u8(3) << 24);
    for (int at = 8; at < Math.min(Math.min(head.length(), TEXT), end); at++) {
      int character = head.u8(at);
      if (character < ' ' && character != '\n' && character != '\t' && character != '\r') {
        return false;
      }
    }
    return true;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    SafetensorsReader.read(artifact.bytes(), out);
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    long length = SafetensorsReader.headerLength(artifact.bytes());
    out.entry("header", "%,d bytes".formatted(length));
    JsonDocument header =
        SafetensorsReader.header(artifact.bytes(), length, new Budget(Limits.DEFAULT));
    header.problem().ifPresent(problem -> out.line("not read further: " + problem.reason()));
    if (header.object().isEmpty()) {
      return;
    }
    Json.Members object = header.object().get();
    if (object.get("__metadata__").orElse(null) instanceof Json.Members metadata) {
      Outline section = out.section("metadata");
      metadata
          .members()
          .forEach(entry ->
              section.entry(
                  entry.name(), entry.value() instanceof Json.Text text ? text.value() : "?"));
    }
    List<Tensor> tensors =
        object.members().stream().map(Tensor::of).flatMap(Optional::stream).toList();
    BigInteger parameters =
        tensors.stream().map(Tensor::values).reduce(BigInteger.ZERO, BigInteger::add);
    out.entry("parameters", "%,d".formatted(parameters));
    Outline section = out.section("tensors: %,d".formatted(tensors.size()));
    tensors.stream()
        .limit(SHOWN_TENSORS)
        .forEach(tensor ->
            section.entry(
                tensor.name(),
                "%s %s at %d".formatted(tensor.type(), tensor.shape(), tensor.from())));
  }
}
