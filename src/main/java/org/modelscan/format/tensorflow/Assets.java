package org.modelscan.format.tensorflow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.modelscan.bytes.Budget;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.fact.Reach;
import org.modelscan.format.protobuf.Message;

/**
 * The model's own files: a loader puts their paths, below the model's folder, in place of the
 * constants that are named here (loader_impl.py, get_asset_tensors).
 */
final class Assets {
  private final List<String> files = new ArrayList<>();
  private final Map<String, String> byNode = new HashMap<>();

  /**
   * AssetFileDef: tensor_info (1) with name (1), filename (2). The older AssetFile has the same
   * shape.
   */
  void add(Message asset, long offset, Facts out) throws IOException {
    String tensor = "";
    String file = "";
    while (asset.next()) {
      switch (asset.bytesField()) {
        case 1 -> tensor = name(asset.message());
        case 2 -> file = asset.text(Node.NAME_LIMIT);
        default -> {}
      }
    }
    files.add(file);
    int colon = tensor.indexOf(':');
    byNode.put(colon < 0 ? tensor : tensor.substring(0, colon), file);
    Budget budget = out.budget();
    budget.entries(files.size());
    if (Reach.of(file) != Reach.INSIDE) {
      out.fact(new Fact.ExternalFile(offset, "TensorFlow asset", file));
    }
  }

  /** The file whose path replaces the constant of this name. */
  Optional<String> file(String node) {
    return Optional.ofNullable(byNode.get(node));
  }

  /** The file of an index, as the object graph names it. */
  String file(int index) {
    return index >= 0 && index < files.size() ? files.get(index) : "";
  }

  /** All files. */
  List<String> files() {
    return List.copyOf(files);
  }

  private static String name(Message tensorInfo) throws IOException {
    String name = "";
    while (tensorInfo.next()) {
      if (tensorInfo.bytesField() == 1) {
        name = tensorInfo.text(Node.NAME_LIMIT);
      }
    }
    return name;
  }
}
