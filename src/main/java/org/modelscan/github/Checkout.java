package org.modelscan.github;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.modelscan.source.RawPath;

/**
 * The checked-out repository, as far as its {@code .git} folder tells without Git: there is none in
 * the image, and it would refuse a folder of another owner.
 *
 * @param root the folder that paths are relative to
 * @param head the commit that is checked out, where that can be told
 * @param index what Git has checked out, where that can be told
 */
record Checkout(Path root, Optional<String> head, Optional<GitIndex> index) {
  /** Where nothing is checked out, nothing can have been changed in it. */
  static final Checkout NONE =
      new Checkout(Path.of("/nowhere"), Optional.empty(), Optional.empty());

  private static final int LARGEST = 16 << 20;

  /**
   * The repository that holds all paths: at or above them, and not above the workspace.
   *
   * @param paths absolute, in the workspace
   */
  static Checkout of(Path workspace, List<Path> paths) {
    @Nullable Path folder = paths.getFirst();
    while (folder != null && folder.startsWith(workspace)) {
      Path git = folder.resolve(".git");
      boolean holdsAll = holdsAll(folder, paths);
      if (holdsAll && Files.isDirectory(git, LinkOption.NOFOLLOW_LINKS)) {
        Optional<String> head = head(git);
        int hashLength = head.map(sha -> sha.length() / 2).orElse(20);
        return new Checkout(folder, head, GitIndex.read(git.resolve("index"), hashLength));
      }
      folder = folder.getParent();
    }
    return new Checkout(workspace, Optional.empty(), Optional.empty());
  }

  private static boolean holdsAll(Path folder, List<Path> paths) {
    return paths.stream().allMatch(path -> path.startsWith(folder));
  }

  /** Whether a file was there before this job, and is still as Git has checked it out. */
  boolean isUntouched(String path) {
    if (equals(NONE)) {
      return true;
    }
    Optional<GitIndex.Entry> entry = index.map(GitIndex::entries).map(all -> all.get(path));
    try {
      return entry.isPresent() && entry.get().matches(file(path));
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** A path relative to the root, as a path of this machine. */
  Path file(String path) {
    return RawPath.resolve(root, path.getBytes(StandardCharsets.UTF_8));
  }

  /** The commit that HEAD names: itself, or by a branch (gitrepository-layout(5)). */
  private static Optional<String> head(Path git) {
    String head = text(git.resolve("HEAD"));
    if (!head.startsWith("ref: ")) {
      return Optional.of(head).filter(Job::isSha);
    }
    String ref = head.substring("ref: ".length());
    if (!ref.startsWith("refs/") || ref.contains("..") || ref.indexOf(0) >= 0) {
      return Optional.empty();
    }
    String loose = text(RawPath.resolve(git, ref.getBytes(StandardCharsets.UTF_8)));
    return Job.isSha(loose)
        ? Optional.of(loose)
        : text(git.resolve("packed-refs"))
            .lines()
            .filter(line -> line.endsWith(" " + ref))
            .map(line -> line.substring(0, line.indexOf(' ')))
            .filter(Job::isSha)
            .findFirst();
  }

  private static String text(Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= LARGEST
          ? Files.readString(file, StandardCharsets.ISO_8859_1).strip()
          : "";
    } catch (IOException unreadable) {
      return "";
    }
  }
}
