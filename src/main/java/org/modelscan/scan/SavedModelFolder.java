package org.modelscan.scan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of a TensorFlow SavedModel, which is loaded by its name as one model. Each file of it
 * is scanned as what it is, and counts as a part of the model.
 *
 * @see <a
 *     href="https://github.com/tensorflow/tensorflow/blob/master/tensorflow/python/saved_model/constants.py">
 *     constants.py</a>
 */
public final class SavedModelFolder {
  /** The files with the graph; any of them makes a folder a SavedModel. */
  public static final Set<String> GRAPHS =
      Set.of("saved_model.pb", "saved_model.pbtxt", "saved_model.cpb");

  /** The folders beside the graph that belong to the model, with all that is in them. */
  public static final Set<String> FOLDERS = Set.of("variables", "assets", "assets.extra");

  /** What Keras wrote of its layers until version 2, and a hash of the model. */
  private static final Set<String> FILES = Set.of("keras_metadata.pb", "fingerprint.pb");

  /** Ids of the formats that such a graph has: a name alone makes no SavedModel. */
  private static final Set<String> FORMATS =
      Set.of("tensorflow-savedmodel", "tensorflow-text-graph");

  private SavedModelFolder() {}

  /** The same results; those that are a part of a SavedModel say of which. */
  public static List<Result> joined(List<Result> results) {
    Map<String, String> graphs = new HashMap<>();
    results.stream()
        .filter(SavedModelFolder::isGraph)
        .forEach(result -> graphs.putIfAbsent(folder(result.path()), result.path()));
    return graphs.isEmpty()
        ? results
        : results.stream().map(result -> result.withPartOf(graph(result, graphs))).toList();
  }

  /** Whether a file beside a graph or below is a part of its model, by its path from there. */
  public static boolean isPart(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? FILES.contains(path) : FOLDERS.contains(path.substring(0, slash));
  }

  /** A SavedModel among the assets of another one is a model of its own. */
  private static Optional<String> graph(Result result, Map<String, String> graphs) {
    String path = result.path();
    if (isGraph(result)) {
      return Optional.ofNullable(graphs.get(folder(path))).filter(one -> !one.equals(path));
    }
    for (int slash = path.lastIndexOf('/'); ; slash = path.lastIndexOf('/', slash - 1)) {
      String graph = graphs.get(path.substring(0, Math.max(0, slash)));
      if (graph != null && isPart(path.substring(slash + 1))) {
        return Optional.of(graph);
      }
      if (slash < 0) {
        return Optional.empty();
      }
    }
  }

  private static boolean isGraph(Result result) {
    return GRAPHS.contains(result.path().substring(result.path().lastIndexOf('/') + 1))
        && Stream.of(result.format().split("\\+")).anyMatch(FORMATS::contains);
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
