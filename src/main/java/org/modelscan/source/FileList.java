package org.modelscan.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Paths as programs list them, {@code git diff --name-only -z} or {@code find -print0} for one.
 * Where there is a NUL they stand between NULs, else on lines. They are taken as bytes, so that
 * names in any encoding are found, and relative to the current folder.
 */
public final class FileList {
  private FileList() {}

  /** The paths of a list, in its order. Empty ones are left out. */
  public static List<Path> parse(byte[] list) {
    boolean lines = indexOf(list, (byte) 0, 0) == list.length;
    byte separator = (byte) (lines ? '\n' : 0);
    Path current = Base.current();
    List<Path> paths = new ArrayList<>();
    int start = 0;
    while (start < list.length) {
      int end = indexOf(list, separator, start);
      int last = lines && end > start && list[end - 1] == '\r' ? end - 1 : end;
      if (last > start) {
        paths.add(RawPath.resolve(current, Arrays.copyOfRange(list, start, last)));
      }
      start = end + 1;
    }
    return paths;
  }

  /** Where the value is next, or the list's end. */
  private static int indexOf(byte[] list, byte value, int from) {
    int at = from;
    while (at < list.length && list[at] != value) {
      at++;
    }
    return at;
  }
}
