package org.modelscan.github;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A report in the workspace, where both this container and later steps on the host find it: a path
 * of the container's other folders means nothing to them. A link that stands in its place is
 * replaced and never written through, and no folder on the way leads out of the workspace.
 *
 * @param workspace real and absolute
 */
record ResultFile(Path workspace) {
  /** Something that writes. */
  @FunctionalInterface
  interface Content {
    void write(OutputStream out) throws IOException;
  }

  /**
   * Writes a file and gives it to whoever owns the workspace: in a container, all files are root's.
   *
   * @param name relative to the workspace
   */
  Path write(String name, Content content) throws IOException {
    Path file = workspace.resolve(name).normalize();
    Path folder = Optional.ofNullable(file.getParent()).orElse(workspace);
    if (!folder.startsWith(workspace) || file.equals(workspace)) {
      throw new IOException("it is not in the workspace");
    }
    createFolders(folder);
    if (!folder.toRealPath().startsWith(workspace.toRealPath())) {
      throw new IOException("a link leads out of the workspace");
    }
    Path temporary = Files.createTempFile(folder, ".modelscan", ".tmp");
    try {
      try (OutputStream out = Files.newOutputStream(temporary)) {
        content.write(out);
      }
      handOver(temporary, "rw-r--r--");
      Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
    return file;
  }

  private void createFolders(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !folder.equals(workspace)) {
      createFolders(Optional.ofNullable(folder.getParent()).orElse(workspace));
      handOver(Files.createDirectory(folder), "rwxr-xr-x");
    }
  }

  /** Where it is not allowed, the file is still there. */
  private void handOver(Path file, String permissions) {
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
      Object owner = Files.getAttribute(workspace, "unix:uid");
      if (!owner.equals(Files.getAttribute(file, "unix:uid"))) {
        Files.setAttribute(file, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
        Files.setAttribute(file, "unix:gid", Files.getAttribute(workspace, "unix:gid"));
      }
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException notAllowed) {
      // The owner of the workspace can read it all the same.
    }
  }
}
