package org.modelscan.format.safetensors;

import static org.modelscan.bytes.MalformedInput.verify;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Cursor;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.format.json.Json;
import org.modelscan.format.json.JsonDocument;

/** Reads the header and checks it against the file. */
final class SafetensorsReader {
  /** What the reference reader takes at most, in bytes. */
  private static final long LONGEST_HEADER = 100_000_000;

  private static final String METADATA = "__metadata__";
  private static final int HIDDEN_PARTS = 64;

  private final Bytes bytes;
  private final Facts out;
  private final long dataStart;
  private final long dataLength;
  private int hiddenParts;

  private SafetensorsReader(Bytes bytes, Facts out, long dataStart, long dataLength) {
    this.bytes = bytes;
    this.out = out;
    this.dataStart = dataStart;
    this.dataLength = dataLength;
  }

  /** The header's length, as the file states it. */
  static long headerLength(Bytes bytes) throws IOException {
    return new Cursor(bytes, 0, 16).length64le();
  }

  static JsonDocument header(Bytes bytes, long length, Budget budget) throws IOException {
    return JsonDocument.read(bytes.slice(8, length), budget);
  }

  static void read(Bytes bytes, Facts out) throws IOException {
    long length = headerLength(bytes);
    long size = bytes.size();
    if (length > size - 8 || length > LONGEST_HEADER) {
      String evidence = length + " bytes in a file of " + size;
      out.fact(new Fact.OutOfRange(0, "length of the header", evidence));
      verify(false, 0, "header that is longer than the file or than readers take");
    }
    JsonDocument header = header(bytes, length, out.budget());
    header.problem().ifPresent(problem -> out.incomplete(8 + problem.offset(), problem.reason()));
    verify(header.object().isPresent(), 8, "header that is no JSON object");
    for (Json.Member twice : header.duplicates()) {
      out.fact(new Fact.Contradiction(8 + twice.offset(), "name that stands twice", twice.name()));
    }
    SafetensorsReader reader = new SafetensorsReader(bytes, out, 8 + length, size - 8 - length);
    List<Tensor> tensors = reader.tensors(header.object().get());
    if (header.problem().isEmpty()) {
      reader.places(tensors);
    }
  }

  private List<Tensor> tensors(Json.Members header) {
    List<Tensor> tensors = new ArrayList<>();
    for (Json.Member member : header.members()) {
      if (member.name().equals(METADATA)) {
        metadata(member);
        continue;
      }
      Optional<Tensor> tensor = Tensor.of(member);
      if (tensor.isPresent()) {
        tensors.add(tensor.get());
        check(tensor.get());
      } else {
        outOfRange(member.offset(), "entry of a tensor", member.name());
      }
    }
    return tensors;
  }

  private void metadata(Json.Member member) {
    boolean texts =
        member.value() instanceof Json.Members entries
            && entries.members().stream().allMatch(entry -> entry.value() instanceof Json.Text);
    if (!texts) {
      outOfRange(member.offset(), "metadata that is not of names and texts", METADATA);
    }
  }

  private void outOfRange(long at, String what, String evidence) {
    out.fact(new Fact.OutOfRange(8 + at, what, evidence));
  }

  private void check(Tensor tensor) {
    if (tensor.from() > tensor.to() || tensor.to() > dataLength) {
      outOfRange(
          tensor.at(),
          "place of a tensor",
          "%s: %d to %d of %d bytes"
              .formatted(tensor.name(), tensor.from(), tensor.to(), dataLength));
      return;
    }
    BigInteger stored = BigInteger.valueOf(tensor.to() - tensor.from()).shiftLeft(3);
    if (tensor.bits().isPresent() && !tensor.bits().get().equals(stored)) {
      outOfRange(
          tensor.at(),
          "shape of a tensor",
          "%s: %s %s in %d bytes"
              .formatted(
                  tensor.name(), tensor.type(), tensor.shape(), tensor.to() - tensor.from()));
    }
  }

  /** Tensors lie one behind the other and fill the data: nothing else has a place there. */
  private void places(List<Tensor> tensors) {
    long end = 0;
    for (Tensor tensor :
        tensors.stream()
            .filter(one -> one.from() <= one.to() && one.to() <= dataLength)
            .sorted(Comparator.comparingLong(Tensor::from).thenComparingLong(Tensor::to))
            .toList()) {
      if (tensor.from() < end) {
        outOfRange(
            tensor.at(),
            "tensor that overlaps another",
            "%s: %d to %d, after %d".formatted(tensor.name(), tensor.from(), tensor.to(), end));
      } else {
        hidden("bytes between tensors", end, tensor.from());
      }
      end = Math.max(end, tensor.to());
    }
    hidden("bytes behind the last tensor", end, dataLength);
  }

  /** What is hidden may be a file of its own. */
  private void hidden(String what, long from, long to) {
    if (from < to) {
      long at = dataStart + from;
      out.fact(new Fact.HiddenData(at, what, to - from));
      if (hiddenParts++ < HIDDEN_PARTS) {
        out.member("bytes from " + at, bytes.slice(at, to - from));
      } else if (hiddenParts == HIDDEN_PARTS + 1) {
        out.incomplete(at, "more hidden parts than are looked at");
      }
    }
  }
}
