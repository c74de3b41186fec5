package org.modelscan.format.onnx;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.fact.Reach;
import org.modelscan.format.Surroundings;
import org.modelscan.format.protobuf.Message;

/**
 * States where tensors keep their values outside of the model, each place once.
 *
 * @see <a href="https://github.com/onnx/onnx/blob/main/docs/ExternalData.md">ExternalData.md</a>
 */
final class ExternalData {
  private static final int NAME_LIMIT = 4096;

  /** No file is longer, so that a sum of two such numbers does not overflow either. */
  private static final long HUGE = 1L << 50;

  private final Facts out;
  private final Surroundings surroundings;
  private final Set<String> stated = new HashSet<>();

  ExternalData(Facts out, Surroundings surroundings) {
    this.out = out;
    this.surroundings = surroundings;
  }

  /** An entry of a tensor's external data. */
  private record Entry(long offset, String key, String value) {}

  /** States the external data of a TensorProto; its values are passed over. */
  void tensor(Message tensor) throws IOException {
    String name = "";
    Message again = tensor.at(tensor.extent());
    boolean external = false;
    while (tensor.next()) {
      switch (tensor.bytesField()) {
        case Fields.TENSOR_NAME -> name = tensor.text(NAME_LIMIT);
        case Fields.TENSOR_EXTERNAL_DATA -> external = true;
        default -> {}
      }
    }
    while (external && again.next()) {
      if (again.bytesField() == Fields.TENSOR_EXTERNAL_DATA) {
        state(name, entry(again.message(), again.offset()));
      }
    }
  }

  private static Entry entry(Message message, long offset) throws IOException {
    String key = "";
    String value = "";
    while (message.next()) {
      switch (message.bytesField()) {
        case Fields.ENTRY_KEY -> key = message.text(NAME_LIMIT);
        case Fields.ENTRY_VALUE -> value = message.text(NAME_LIMIT);
        default -> {}
      }
    }
    return new Entry(offset, key, value);
  }

  private void state(String tensor, Entry entry) throws IOException {
    switch (entry.key()) {
      case "location" -> {
        if (isNew("location " + entry.value())) {
          boolean inside = Reach.of(entry.value()) == Reach.INSIDE;
          boolean linked = inside && surroundings.isLinked(entry.value());
          out.fact(new Fact.ExternalData(entry.offset(), tensor, entry.value(), linked));
        }
      }
      case "offset", "length" -> {
        if (!isInRange(entry.value()) && isNew("range " + entry.key())) {
          out.fact(
              new Fact.OutOfRange(
                  entry.offset(),
                  entry.key() + " of external data",
                  tensor + ": " + entry.key() + " = " + entry.value()));
        }
      }
      case "checksum", "basepath" -> {}
      default -> {
        // ONNX Runtime keeps weights that it has laid out for a processor under names of its own.
        if (!entry.key().startsWith("prepacked") && isNew("key " + entry.key())) {
          out.fact(new Fact.ExternalDataEntry(entry.offset(), tensor, entry.key(), entry.value()));
        }
      }
    }
  }

  private boolean isNew(String what) throws IOException {
    out.budget().entries(stated.size() + 1L);
    return stated.add(what);
  }

  private static boolean isInRange(String number) {
    if (number.isEmpty()
        || number.length() > 18
        || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return false;
    }
    return Long.parseLong(number) <= HUGE;
  }
}
