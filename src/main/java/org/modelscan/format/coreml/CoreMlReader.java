package org.modelscan.format.coreml;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.fact.OperatorEffect;
import org.modelscan.fact.Reach;
import org.modelscan.format.protobuf.Message;

/**
 * States what a model takes from outside of its file. Weights are passed over. Numbers of fields
 * are those of Model.proto, NeuralNetwork.proto and MIL.proto; models in models are bounded by the
 * depth of messages.
 */
final class CoreMlReader {
  static final int LAYER_CUSTOM = 500;

  private static final int LAYER_BRANCH = 605;
  private static final int LAYER_LOOP = 615;
  private static final int CLASS_NAME = 10;
  private static final int TEXT_LIMIT = 1024;

  /** Where an .mlpackage keeps the weights of its program. */
  private static final String PACKAGE = "@model_path/";

  private final Facts out;

  CoreMlReader(Facts out) {
    this.out = out;
  }

  void model(Message model) throws IOException {
    while (model.next()) {
      Optional<ModelKind> kind = ModelKind.of(model.bytesField());
      if (kind.isPresent()) {
        model(kind.get(), model.message());
      }
    }
  }

  private void model(ModelKind kind, Message content) throws IOException {
    switch (kind) {
      case PIPELINE_CLASSIFIER, PIPELINE_REGRESSOR -> each(content, 1, this::pipeline);
      case PIPELINE -> pipeline(content);
      case NEURAL_NETWORK, NEURAL_NETWORK_CLASSIFIER, NEURAL_NETWORK_REGRESSOR -> network(content);
      case NEAREST_NEIGHBORS_CLASSIFIER -> {}
      case CUSTOM_MODEL -> custom("custom model", content);
      case LINKED_MODEL -> each(content, 1, this::linked);
      case ML_PROGRAM ->
          each(content, 2, entry -> each(entry, 2, function -> each(function, 3, this::blocks)));
      case SERIALIZED_MODEL -> each(content, 2, this::model);
      default -> {} // numbers, words and names alone
    }
  }

  /** Does something with each message of one field. */
  @FunctionalInterface
  private interface Step {
    void accept(Message message) throws IOException;
  }

  private static void each(Message message, int field, Step step) throws IOException {
    while (message.next()) {
      if (message.bytesField() == field) {
        step.accept(message.message());
      }
    }
  }

  private void pipeline(Message pipeline) throws IOException {
    each(pipeline, 1, this::model);
  }

  private void network(Message network) throws IOException {
    while (network.next()) {
      if (network.bytesField() == 1) {
        out.budget().opcodes(1);
        layer(network.message());
      }
    }
  }

  private void layer(Message layer) throws IOException {
    String name = "";
    while (layer.next()) {
      switch (layer.bytesField()) {
        case 1 -> name = layer.text(TEXT_LIMIT);
        case LAYER_CUSTOM -> custom("layer " + name, layer.message());
        case LAYER_BRANCH -> {
          Message branch = layer.message();
          while (branch.next()) {
            if (branch.bytesField() == 1 || branch.bytesField() == 2) {
              network(branch.message());
            }
          }
        }
        case LAYER_LOOP -> {
          Message loop = layer.message();
          while (loop.next()) {
            if (loop.bytesField() == 4 || loop.bytesField() == 5) {
              network(loop.message());
            }
          }
        }
        default -> {}
      }
    }
  }

  private void custom(String where, Message custom) throws IOException {
    long offset = custom.extent().start();
    String name = "";
    while (custom.next()) {
      if (custom.bytesField() == CLASS_NAME) {
        name = custom.text(TEXT_LIMIT);
      }
    }
    out.fact(
        new Fact.Operator(
            offset,
            Fact.Operator.Framework.COREML,
            name.isEmpty() ? "(no name)" : name,
            OperatorEffect.UNKNOWN,
            List.of(),
            where,
            "",
            ""));
  }

  /** LinkedModelFile: a file name and a search path, each a parameter with a default value. */
  private void linked(Message file) throws IOException {
    while (file.next()) {
      if (file.bytesField() == 1 || file.bytesField() == 2) {
        Message parameter = file.message();
        while (parameter.next()) {
          if (parameter.bytesField() == 1) {
            String path = parameter.text(TEXT_LIMIT);
            if (Reach.of(path) != Reach.INSIDE) {
              out.fact(new Fact.ExternalFile(parameter.offset(), "linked Core ML model", path));
            }
          }
        }
      }
    }
  }

  /** The blocks of a function, by operator set. */
  private void blocks(Message entry) throws IOException {
    each(entry, 2, this::block);
  }

  private void block(Message block) throws IOException {
    each(block, 3, this::operation);
  }

  /** Operation: 3 inputs (whose arguments may hold values), 4 blocks inside, 5 attributes. */
  private void operation(Message operation) throws IOException {
    out.budget().opcodes(1);
    while (operation.next()) {
      switch (operation.bytesField()) {
        case 2 ->
            each(
                operation.message(),
                2,
                argument -> each(argument, 1, binding -> each(binding, 2, this::value)));
        case 4 -> block(operation.message());
        case 5 -> each(operation.message(), 2, this::value);
        default -> {}
      }
    }
  }

  private void value(Message value) throws IOException {
    each(value, 5, this::blob);
  }

  private void blob(Message blob) throws IOException {
    while (blob.next()) {
      if (blob.bytesField() == 1) {
        String path = blob.text(TEXT_LIMIT);
        String inside = path.startsWith(PACKAGE) ? path.substring(PACKAGE.length()) : path;
        if (Reach.of(inside) != Reach.INSIDE) {
          out.fact(new Fact.ExternalFile(blob.offset(), "weights of a Core ML program", path));
        }
      }
    }
  }
}
