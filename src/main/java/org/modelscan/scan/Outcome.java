package org.modelscan.scan;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** How the scan of one file ended. Every file has exactly one. */
public sealed interface Outcome {
  /** All that decides was read. */
  record Complete() implements Outcome {}

  /** Something could not be read; what was found before stays. */
  record Incomplete(String reason) implements Outcome {
    /** What the operating system or a reader says of a file, without the path on this machine. */
    public static Incomplete unreadable(IOException cause) {
      return new Incomplete(
          switch (cause) {
            case NoSuchFileException _ -> "vanished during the scan";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException system when system.getReason() != null ->
                "cannot be read: " + system.getReason();
            case FileSystemException system ->
                "cannot be read: " + system.getClass().getSimpleName();
            default -> "cannot be read: " + cause.getMessage();
          });
    }
  }

  /** Nothing of it was read, for a reason that is not damage. */
  record NotScanned(String reason) implements Outcome {}

  /** No format claims it. */
  record NotAModel() implements Outcome {}
}
