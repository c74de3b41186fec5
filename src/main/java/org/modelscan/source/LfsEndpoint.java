package org.modelscan.source;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the content of a work tree's pointers is.
 *
 * @param server of Git LFS; empty where none is known
 * @param refused the host that {@code .lfsconfig} names, where that is not the repository's:
 *     whoever writes that file must not decide where a token goes and what is asked from here
 */
record LfsEndpoint(Optional<URI> server, Optional<String> refused) {
  private static final LfsEndpoint UNKNOWN = new LfsEndpoint(Optional.empty(), Optional.empty());
  private static final int LONGEST_LINK = 4096;

  /** The root of the work tree that a folder is in: where a {@code .git} is. */
  static Optional<Path> workTree(Path folder) {
    for (@Nullable Path at = folder; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"))) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  /** The server of a work tree, in the order of Git LFS: docs/spec.md, "The Server". */
  static LfsEndpoint of(Path workTree) throws IOException {
    GitConfig local = GitConfig.read(gitFolder(workTree).resolve("config"));
    Optional<URI> repository = local.value("remote.origin.url").flatMap(GitRemote::http);
    for (String name : List.of("lfs.url", "remote.origin.lfsurl")) {
      Optional<URI> configured = local.value(name).flatMap(GitRemote::http);
      if (configured.isPresent()) {
        return new LfsEndpoint(configured, Optional.empty());
      }
    }
    GitConfig shared = GitConfig.read(workTree.resolve(".lfsconfig"));
    for (String name : List.of("lfs.url", "remote.origin.lfsurl")) {
      Optional<String> named = shared.value(name);
      if (named.isPresent()) {
        return shared(named.get(), repository);
      }
    }
    return repository
        .map(uri -> new LfsEndpoint(Optional.of(GitRemote.lfs(uri)), Optional.empty()))
        .orElse(UNKNOWN);
  }

  private static LfsEndpoint shared(String named, Optional<URI> repository) {
    Optional<URI> uri = GitRemote.http(named);
    if (uri.isPresent()
        && repository.isPresent()
        && GitRemote.sameHost(uri.get(), repository.get())) {
      return new LfsEndpoint(uri, Optional.empty());
    }
    return new LfsEndpoint(Optional.empty(), Optional.of(uri.map(URI::getHost).orElse(named)));
  }

  /** Where Git keeps the repository: beside submodules and further work trees stands a file. */
  private static Path gitFolder(Path workTree) throws IOException {
    Path git = workTree.resolve(".git");
    if (Files.isDirectory(git)) {
      return git;
    }
    Path folder = target(git, "gitdir: ");
    Path common = folder.resolve("commondir");
    return Files.isRegularFile(common) ? target(common, "") : folder;
  }

  private static Path target(Path file, String prefix) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > LONGEST_LINK) {
      return file;
    }
    String line = Files.readString(file).strip();
    return line.startsWith(prefix)
        ? file.resolveSibling(line.substring(prefix.length())).normalize()
        : file;
  }
}
