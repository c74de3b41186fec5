package org.modelscan.format.pointer;

import static org.modelscan.bytes.MalformedInput.verify;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.MalformedInput;

/**
 * What Git keeps of a file that is in Git LFS. See <a
 * href="https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md">the specification</a>, section
 * "The Pointer". Git LFS itself reads it leniently: line ends of Windows, white space at the end.
 *
 * @param oid SHA-256 of the content, 64 hexadecimal digits in lower case
 * @param size of the content in bytes
 */
public record LfsPointer(String oid, long size) {
  /** A pointer is shorter than this, with all lines of extensions. */
  public static final int LIMIT = 1024;

  /** The current one, that of the pre-release, and that of the alpha, which Git LFS reads, too. */
  private static final List<String> VERSIONS =
      List.of(
          "version https://git-lfs.github.com/spec/v1",
          "version https://hawser.github.com/spec/v1",
          "version http://git-media.io/v/2");

  private static final Pattern LINE = Pattern.compile("([a-z0-9.-]+) ([^\\r\\n]+)");
  private static final Pattern OID = Pattern.compile("sha256:([0-9a-f]{64})");
  private static final Pattern SIZE = Pattern.compile("[0-9]{1,18}");

  /** Whether content starts as a pointer does and is as short as one. */
  public static boolean isPointer(byte[] content) {
    if (content.length >= LIMIT) {
      return false;
    }
    String text = text(content);
    return VERSIONS.stream()
        .anyMatch(version ->
            text.startsWith(version)
                && (text.length() == version.length()
                    || Character.isWhitespace(text.charAt(version.length()))));
  }

  /**
   * Reads a pointer.
   *
   * @param content of which {@link #isPointer} holds
   * @throws MalformedInput where a line is none, or one is missing that a pointer must have
   */
  public static LfsPointer parse(byte[] content) throws MalformedInput {
    @Nullable String oid = null;
    long size = -1;
    long offset = 0;
    for (String raw : text(content).stripTrailing().split("\n", -1)) {
      Matcher line = LINE.matcher(raw.stripTrailing());
      verify(line.matches(), offset, "Git LFS pointer has a line that is no key and value");
      String value = line.group(2);
      switch (line.group(1)) {
        case "oid" -> {
          Matcher hash = OID.matcher(value);
          verify(hash.matches() && oid == null, offset, "Git LFS pointer has a wrong oid");
          oid = hash.group(1);
        }
        case "size" -> {
          verify(
              SIZE.matcher(value).matches() && size < 0,
              offset,
              "Git LFS pointer has a wrong size");
          size = Long.parseLong(value);
        }
        default -> {} // the version, and extensions: they change how the content is stored
      }
      offset += raw.length() + 1;
    }
    if (oid == null || size < 0) {
      throw new MalformedInput(0, "Git LFS pointer lacks its oid or its size");
    }
    return new LfsPointer(oid, size);
  }

  /** One character a byte, so that positions are offsets. */
  private static String text(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1);
  }
}
