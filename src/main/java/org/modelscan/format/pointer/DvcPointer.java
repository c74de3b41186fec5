package org.modelscan.format.pointer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The outputs that a {@code .dvc} file or {@code dvc.lock} lists: files and folders that DVC keeps
 * outside of Git. See <a href="https://dvc.org/doc/user-guide/project-structure/dvc-files">the
 * fields of .dvc files</a>. Both are YAML that DVC writes itself, block style with one key a line;
 * that much is read here, without a YAML parser.
 *
 * @param outputs in their order
 */
record DvcPointer(List<Output> outputs) {
  /** A list item, or a key with its value, with what stands before it. */
  private static final Pattern LINE =
      Pattern.compile("( *)((?:- +)?)(?:([a-z_0-9]+):(?: +(.*?))?)? *\\r?");

  private static final List<String> HASHES = List.of("md5", "etag", "checksum", "version_id");

  /** Outputs beyond this number are not looked at; {@link DvcFormat} says so. */
  static final int MOST = 1_000;

  /**
   * One file or folder.
   *
   * @param path relative to the folder of the pointer
   * @param size in bytes, -1 where it is not told
   */
  record Output(String path, long size) {}

  /** Reads what is there; a text that is no pointer has no outputs. */
  static DvcPointer parse(String text) {
    List<Output> outputs = new ArrayList<>();
    Map<String, String> item = new HashMap<>();
    String workingFolder = "";
    int outs = -1; // the column of the key whose list is being read
    for (String line : text.split("\n", -1)) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        continue; // a value over several lines, or a comment
      }
      int column = matcher.group(1).length();
      boolean starts = !matcher.group(2).isEmpty();
      String key = matcher.group(3);
      if (key == null && !starts) {
        continue;
      }
      String value = matcher.group(4) == null ? "" : unquoted(matcher.group(4));
      if (outs >= 0 && (starts ? column < outs : column <= outs)) {
        take(item, workingFolder, outputs);
        outs = -1;
      }
      if (outs >= 0) {
        if (starts) {
          take(item, workingFolder, outputs);
        }
        if (key != null) {
          item.put(key, value);
        }
      } else if ("outs".equals(key) && value.isEmpty()) {
        outs = column;
      } else if ("wdir".equals(key) && column == 0) {
        workingFolder = value.equals(".") ? "" : value + "/";
      }
      if (outputs.size() > MOST) {
        break;
      }
    }
    take(item, workingFolder, outputs);
    return new DvcPointer(List.copyOf(outputs));
  }

  /** An output without a hash is not kept elsewhere, and one that is not cached is in Git. */
  private static void take(Map<String, String> item, String folder, List<Output> outputs) {
    String path = item.get("path");
    if (path != null
        && HASHES.stream().anyMatch(item::containsKey)
        && !"false".equals(item.get("cache"))) {
      String size = item.getOrDefault("size", "");
      boolean told = size.matches("[0-9]{1,18}");
      outputs.add(new Output(folder + path, told ? Long.parseLong(size) : -1));
    }
    item.clear();
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(0) == value.charAt(value.length() - 1);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
