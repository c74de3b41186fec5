package org.modelscan.format.coreml;

import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.modelscan.format.Outline;
import org.modelscan.format.protobuf.Message;

/** Describes a model for a person. */
final class CoreMlOutline {
  private static final int TEXT_LIMIT = 1024;

  private CoreMlOutline() {}

  static void describe(Message model, Outline out) throws IOException {
    while (model.next()) {
      Optional<ModelKind> kind = ModelKind.of(model.bytesField());
      if (model.varintField() == 1) {
        out.entry("specification version", Long.toString(model.value()));
      } else if (model.bytesField() == 2) {
        features(model.message(), out);
      } else if (kind.isPresent()) {
        out.entry("kind", kind.get().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        inside(kind.get(), model.message(), out);
      }
    }
  }

  private static void features(Message description, Outline out) throws IOException {
    while (description.next()) {
      int field = description.bytesField();
      if (field == 1 || field == 10) {
        Message feature = description.message();
        while (feature.next()) {
          if (feature.bytesField() == 1) {
            out.entry(field == 1 ? "input" : "output", feature.text(TEXT_LIMIT));
          }
        }
      }
    }
  }

  private static void inside(ModelKind kind, Message content, Outline out) throws IOException {
    switch (kind) {
      case PIPELINE -> {
        while (content.next()) {
          if (content.bytesField() == 1) {
            describe(content.message(), out.section("model"));
          }
        }
      }
      case NEURAL_NETWORK, NEURAL_NETWORK_CLASSIFIER, NEURAL_NETWORK_REGRESSOR ->
          layers(content, out);
      case CUSTOM_MODEL -> {
        while (content.next()) {
          if (content.bytesField() == 10) {
            out.entry("class", content.text(TEXT_LIMIT));
          }
        }
      }
      default -> {}
    }
  }

  private static void layers(Message network, Outline out) throws IOException {
    Map<String, Integer> kinds = new TreeMap<>();
    while (network.next()) {
      if (network.bytesField() == 1) {
        Message layer = network.message();
        while (layer.next()) {
          if (layer.bytesField() >= 100) {
            kinds.merge("field " + layer.bytesField(), 1, Integer::sum);
          }
        }
      }
    }
    Outline list = out.section("layers, by their field in NeuralNetwork.proto");
    kinds.forEach((name, count) -> list.entry(name, Integer.toString(count)));
  }
}
