package org.modelscan.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is written whole or not at all: whoever reads it never sees half of it. */
final class WholeFile {
  private WholeFile() {}

  /** Writes a file's content. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file beside its place and moves it there, over a link as well. What is no ordinary
   * file (a pipe, a device) is written to as it is.
   */
  static void write(Path file, Content content) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
        content.writeTo(out);
      }
      return;
    }
    // A name that nobody can have laid a link at.
    String name = file.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".part";
    Path beside = file.resolveSibling(name);
    try {
      try (OutputStream out =
          new BufferedOutputStream(
              Files.newOutputStream(
                  beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
        content.writeTo(out);
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
