package org.modelscan.format.safetensors;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.modelscan.format.json.Json;

/**
 * A tensor as the header has it.
 *
 * @param at where its entry stands in the header
 * @param from offset of its first byte in the data
 * @param to offset behind its last byte
 */
record Tensor(long at, String name, String type, List<BigInteger> shape, long from, long to) {

  /** The tensor that an entry stands for; empty where it is none. */
  static Optional<Tensor> of(Json.Member member) {
    if (!(member.value() instanceof Json.Members entry)
        || !(entry.get("shape").orElse(null) instanceof Json.Items shape)
        || !(entry.get("data_offsets").orElse(null) instanceof Json.Items offsets)) {
      return Optional.empty();
    }
    Optional<List<BigInteger>> dimensions = numbers(shape);
    Optional<List<BigInteger>> range = numbers(offsets);
    Optional<String> type = entry.text("dtype");
    if (type.isEmpty() || dimensions.isEmpty() || range.isEmpty() || range.get().size() != 2) {
      return Optional.empty();
    }
    return Optional.of(
        new Tensor(
            member.offset(),
            member.name(),
            type.get(),
            dimensions.get(),
            clamped(range.get().getFirst()),
            clamped(range.get().getLast())));
  }

  /** No file is as long as what is clipped here. */
  private static long clamped(BigInteger number) {
    return number.bitLength() < Long.SIZE ? number.longValue() : Long.MAX_VALUE;
  }

  /** Whole numbers that are not negative. */
  private static Optional<List<BigInteger>> numbers(Json.Items items) {
    List<BigInteger> numbers = new ArrayList<>();
    for (Json item : items.items()) {
      if (!(item instanceof Json.Numeral(_, String text))
          || text.length() > 20
          || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Optional.empty();
      }
      numbers.add(new BigInteger(text));
    }
    return items.dropped() > 0 ? Optional.empty() : Optional.of(numbers);
  }

  /** The bits that its shape and type need; empty for a type that is not known. */
  Optional<BigInteger> bits() {
    int each = bitsOf(type);
    return each == 0
        ? Optional.empty()
        : Optional.of(shape.stream().reduce(BigInteger.valueOf(each), BigInteger::multiply));
  }

  BigInteger values() {
    return shape.stream().reduce(BigInteger.ONE, BigInteger::multiply);
  }

  /** As in {@code safetensors/src/tensor.rs}; 0 for a type that is newer than this list. */
  private static int bitsOf(String type) {
    return switch (type) {
      case "F4" -> 4;
      case "F6_E2M3", "F6_E3M2" -> 6;
      case "BOOL", "U8", "I8", "F8_E5M2", "F8_E4M3", "F8_E8M0", "F8_E4M3FNUZ", "F8_E5M2FNUZ" -> 8;
      case "I16", "U16", "F16", "BF16" -> 16;
      case "I32", "U32", "F32" -> 32;
      case "I64", "U64", "F64", "C64" -> 64;
      case "C128" -> 128;
      default -> 0;
    };
  }
}
