package org.modelscan.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.modelscan.scan.Candidate;
import org.modelscan.scan.Outcome;

/**
 * The files below the paths that a user names, each once, sorted by path.
 *
 * <p>Paths are shown relative to one folder, the <em>base</em>: the folder that is scanned where it
 * is the only path; else the current folder where all paths lie in it; else the deepest folder that
 * they share. So two files never share a shown path, however many paths are scanned.
 *
 * <p>Everything is taken, whatever version control ignores; only a folder {@code .git} is not
 * entered. Pipes, sockets and devices are never opened. A symbolic link that the walk meets is
 * followed only to what lies in the scanned folders, and only where that is not scanned anyway;
 * where it leads out, it is reported as not scanned. A link that leads nowhere holds nothing that
 * could be loaded.
 */
public final class WorkTree {
  /** A folder to list, by its real path and as it is shown; {@code ""} for the base itself. */
  private record Folder(Path real, String shown) {
    String child(Path entry) {
      String name = RawPath.name(entry);
      return shown.isEmpty() ? name : shown + "/" + name;
    }
  }

  /** A symbolic link, and the real folder that it is in. */
  private record Link(Path path, Path folder, String shown) {}

  private static final Outcome LEAVES =
      new Outcome.NotScanned("symbolic link leaves the scanned folder");

  private final Base base;
  private final Filter filter;
  private final Bounds bounds = new Bounds();
  private final List<Candidate> candidates = new ArrayList<>();
  private final List<Missing> missing = new ArrayList<>();
  private final Set<Path> seen = new HashSet<>();
  private final Map<Path, Path> realFolders = new HashMap<>();
  private final Deque<Folder> folders = new ArrayDeque<>();
  private final List<Link> links = new ArrayList<>();

  private WorkTree(Base base, Filter filter) {
    this.base = base;
    this.filter = filter;
  }

  /**
   * A path that cannot be scanned at all.
   *
   * @param path as the user named it
   * @param reason what is wrong with it, one clause
   */
  public record Missing(Path path, String reason) {}

  /**
   * What there is to scan.
   *
   * @param candidates sorted by path, in the order of code points
   * @param missing named paths that cannot be scanned
   */
  public record Found(List<Candidate> candidates, List<Missing> missing) {
    /** Copies the lists. */
    public Found {
      candidates = List.copyOf(candidates);
      missing = List.copyOf(missing);
    }
  }

  /**
   * Lists what is below folders, and files.
   *
   * @param named paths that a person typed; where one is a link, its target is what is meant
   * @param listed paths that a program listed; where one is a link, it is like any other link
   */
  public static Found find(List<Path> named, List<Path> listed, Filter filter) {
    return find(Base.of(named, listed), named, listed, filter);
  }

  /**
   * The same with paths shown relative to a folder that is given, and that all of them lie in.
   *
   * @param folder absolute, without {@code .} and {@code ..}
   */
  public static Found findIn(Path folder, List<Path> named, List<Path> listed, Filter filter) {
    return find(new Base(folder), named, listed, filter);
  }

  private static Found find(Base base, List<Path> named, List<Path> listed, Filter filter) {
    WorkTree tree = new WorkTree(base, filter);
    named.forEach(tree::named);
    listed.forEach(tree::listed);
    tree.walk();
    tree.candidates.sort(Comparator.comparing(Candidate::path, CodePointOrder.INSTANCE));
    return new Found(tree.candidates, tree.missing);
  }

  private void named(Path path) {
    try {
      Path real = path.toRealPath();
      BasicFileAttributes attributes = attributes(real);
      if (attributes.isDirectory()) {
        bounds.add(real);
        folders.add(new Folder(real, base.show(path)));
      } else if (attributes.isRegularFile()) {
        Path folder = realFolder(Base.folder(Base.absolute(path)));
        Bounds beside = new Bounds();
        beside.add(folder);
        file(base.show(path), real, folder, beside);
      } else {
        missing.add(new Missing(path, "neither a file nor a folder"));
      }
    } catch (IOException unreachable) {
      missing.add(new Missing(path, Reason.of(unreachable)));
    }
  }

  /** Takes an entry as if the walk had met it in its folder. */
  private void listed(Path path) {
    Path absolute = Base.absolute(path);
    Path parent = absolute.getParent();
    if (parent == null) {
      named(path);
      return;
    }
    try {
      Path folder = realFolder(parent);
      Path entry = folder.resolve(absolute.getFileName());
      BasicFileAttributes attributes = attributes(entry);
      bounds.add(realFolder(base.folder()));
      if (bounds.contain(folder)) {
        entry(entry, folder, base.show(path), attributes);
      } else {
        settle(base.show(path), LEAVES);
      }
    } catch (IOException unreachable) {
      missing.add(new Missing(path, Reason.of(unreachable)));
    }
  }

  private void walk() {
    list();
    while (!links.isEmpty()) {
      List<Link> batch = new ArrayList<>(links);
      links.clear();
      batch.sort(Comparator.comparing(Link::shown, CodePointOrder.INSTANCE));
      for (Link link : batch) {
        follow(link);
        list();
      }
    }
  }

  private void list() {
    while (!folders.isEmpty()) {
      Folder folder = folders.pop();
      if (!seen.add(folder.real())) {
        continue;
      }
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.real())) {
        for (Path entry : entries) {
          entry(entry, folder);
        }
      } catch (DirectoryIteratorException broken) {
        settle(
            folder.shown(),
            Outcome.Incomplete.unreadable(Objects.requireNonNull(broken.getCause())));
      } catch (IOException unreadable) {
        settle(folder.shown(), Outcome.Incomplete.unreadable(unreadable));
      }
    }
  }

  private void entry(Path entry, Folder folder) {
    String shown = folder.child(entry);
    try {
      entry(entry, folder.real(), shown, attributes(entry));
    } catch (IOException unreadable) {
      if (filter.takes(shown)) {
        settle(shown, Outcome.Incomplete.unreadable(unreadable));
      }
    }
  }

  private void entry(Path entry, Path folder, String shown, BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      file(shown, entry, folder, bounds);
    } else if (attributes.isDirectory()) {
      folder(shown, entry);
    } else if (attributes.isSymbolicLink() && filter.enters(shown)) {
      links.add(new Link(entry, folder, shown));
    }
  }

  private void file(String shown, Path file, Path folder, Bounds beside) {
    if (filter.takes(shown) && seen.add(file)) {
      candidates.add(new FileOnDisk(shown, file, folder, beside));
    }
  }

  private void folder(String shown, Path folder) {
    if (!folder.endsWith(".git") && filter.enters(shown)) {
      folders.push(new Folder(folder, shown));
    }
  }

  private void follow(Link link) {
    if (!seen.add(link.path())) {
      return;
    }
    try {
      Path target = link.path().toRealPath();
      BasicFileAttributes attributes = attributes(target);
      boolean model = attributes.isRegularFile() && filter.takes(link.shown());
      if (bounds.contain(target)) {
        entry(target, link.folder(), link.shown(), attributes);
      } else if (model || attributes.isDirectory()) {
        settle(link.shown(), LEAVES);
      }
    } catch (NoSuchFileException dangling) {
      // Nothing is there to be loaded.
    } catch (AccessDeniedException denied) {
      settle(link.shown(), Outcome.Incomplete.unreadable(denied));
    } catch (IOException unresolvable) {
      // A link to itself, through a file, or too long for the system: no program can load it
      // either.
    }
  }

  private void settle(String shown, Outcome outcome) {
    candidates.add(new Settled(shown.isEmpty() ? "." : shown, outcome));
  }

  private Path realFolder(Path folder) throws IOException {
    Path known = realFolders.get(folder);
    if (known == null) {
      known = folder.toRealPath();
      realFolders.put(folder, known);
    }
    return known;
  }

  private static BasicFileAttributes attributes(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }
}
