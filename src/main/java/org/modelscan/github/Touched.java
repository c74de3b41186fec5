package org.modelscan.github;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modelscan.scan.SavedModelFolder;
import org.modelscan.source.RawPath;

/**
 * Which files an event touches. More than it lists: the parts of a model stand in several files, a
 * link stands for what it leads to, and what this job itself has made or changed is nobody's old
 * file.
 */
final class Touched {
  /** How one of several parts is named: {@code -00001-of-00003}, {@code .data-00000-of-00001}. */
  private static final Pattern SHARD = Pattern.compile("(\\.data)?-\\d+-of-\\d+.*");

  private static final Pattern EXTENSION = Pattern.compile("(?<=.)\\.[^.]*$");

  /** Files that no loader reads with a model of the same name. */
  private static final Pattern ABOUT =
      Pattern.compile(".*\\.(md|rst|py|ipynb|png|jpg|svg|html|pdf|sh)", Pattern.CASE_INSENSITIVE);

  /** Files that say how those beside them are read. */
  private static final Pattern COMPANION =
      Pattern.compile(
          "config\\.json|.*_config\\.json|.*\\.index\\.json|model_index\\.json|modules\\.json"
              + "|params\\.json|metadata\\.json|tokenizer\\.json|checkpoint|mlmodel|model\\.json");

  /** Files that decide what Git writes for all others. */
  private static final Set<String> OF_GIT =
      Set.of(".gitattributes", ".gitmodules", ".lfsconfig", ".gitconfig");

  private final Checkout checkout;
  private final Optional<String> doubt;
  private final Set<String> touched = new HashSet<>();
  private final Set<String> parts = new HashSet<>();
  private final Set<String> folders = new HashSet<>();

  private Touched(Checkout checkout, Optional<String> doubt) {
    this.checkout = checkout;
    this.doubt = doubt;
  }

  /** Everything counts as touched. */
  static Touched open(Checkout checkout, String why) {
    return new Touched(checkout, Optional.of(why));
  }

  static Touched of(Checkout checkout, Changes changes) {
    if (changes.doubt().isPresent()) {
      return open(checkout, changes.doubt().get());
    }
    if (checkout.index().isEmpty()) {
      return open(checkout, "what Git has checked out cannot be told");
    }
    for (String path : changes.paths().keySet()) {
      if (OF_GIT.contains(name(path))) {
        return open(checkout, "a file is changed that decides what Git checks out");
      }
    }
    Touched touched = new Touched(checkout, Optional.empty());
    try {
      for (String path : changes.paths().keySet()) {
        touched.touch(path);
      }
    } catch (IOException unreadable) {
      return open(checkout, "a link cannot be followed");
    }
    return touched;
  }

  /** The same where nothing is checked out: what an event lists, and the parts of those models. */
  static Touched ofList(Changes changes) {
    Touched touched = new Touched(Checkout.NONE, changes.doubt());
    for (String path : changes.paths().keySet()) {
      touched.list(path);
    }
    return touched;
  }

  /** Why everything counts as touched, as a clause; empty where only some files do. */
  Optional<String> doubt() {
    return doubt;
  }

  /** Whether the event adds or changes a file, or a part of the model that it belongs to. */
  boolean holds(String path) {
    if (doubt.isPresent()
        || folders.contains(folder(path))
        || parts(path).stream().anyMatch(parts::contains)) {
      return true;
    }
    return lists(path) || !checkout.isUntouched(path);
  }

  /** Whether the event names a path, or a folder above it. */
  boolean lists(String path) {
    if (doubt.isPresent()) {
      return true;
    }
    for (String at = path; !at.isEmpty(); at = folder(at)) {
      if (touched.contains(at)) {
        return true;
      }
    }
    return false;
  }

  private void touch(String path) throws IOException {
    list(path);
    for (String folder = folder(path); !folder.isEmpty(); folder = folder(folder)) {
      if (isSavedModel(folder + "/")) {
        touched.add(folder);
      }
    }
    if (isSavedModel("")) {
      folders.add("");
      touched.addAll(SavedModelFolder.FOLDERS);
    }
    follow(checkout.file(path));
  }

  private void list(String path) {
    touched.add(path);
    if (!ABOUT.matcher(name(path)).matches()) {
      parts.addAll(parts(path));
    }
    if (COMPANION.matcher(name(path).toLowerCase(Locale.ROOT)).matches()) {
      folders.add(folder(path));
    }
  }

  private boolean isSavedModel(String folder) {
    return SavedModelFolder.GRAPHS.stream()
        .anyMatch(graph -> Files.exists(checkout.file(folder + graph)));
  }

  /** What a link leads to can be loaded by its name. */
  private void follow(Path file) throws IOException {
    if (!Files.isSymbolicLink(file)) {
      return;
    }
    @Nullable Path target = Files.exists(file) ? file.toRealPath() : null;
    Path root = checkout.root().toRealPath();
    if (target != null && target.startsWith(root) && !target.equals(root)) {
      touched.add(RawPath.relative(root, target));
    }
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** A path, and what parts of the same model have in common with it. */
  private static List<String> parts(String path) {
    String folder = folder(path) + "/";
    String name = name(path);
    return List.of(
        folder + name,
        folder + EXTENSION.matcher(name).replaceFirst(""),
        folder + SHARD.matcher(name).replaceFirst(""));
  }
}
