package org.modelscan.format.archive;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Fact.ArchivedCode.Language;
import org.modelscan.fact.Facts;

/** What files of code are called and start with. */
public final class CodeFiles {
  /** Bytes that are looked at to tell a Windows program from text that starts like one. */
  private static final int START = 4096;

  private static final int PE_OFFSET = 0x3c;
  private static final Pattern VERSIONED = Pattern.compile(".*\\.so\\.[0-9.]+");

  private CodeFiles() {}

  /** States that a member is code, where it is, by its name or its first bytes. */
  public static void state(String name, Bytes content, Fact.ArchivedCode.Archive archive, Facts out)
      throws IOException {
    if (name.endsWith("/")) {
      return;
    }
    Optional<Language> language = byName(name);
    if (archive == Fact.ArchivedCode.Archive.KERAS && name.endsWith(".pth")) {
      language = Optional.of(Language.PYTHON_SOURCE); // of site-packages; elsewhere it is weights
    }
    if (language.isEmpty()) {
      language = byContent(content);
    }
    if (language.isPresent()) {
      out.fact(new Fact.ArchivedCode(-1, archive, language.get(), name));
    }
  }

  /** The language of a file by the ending of its name; empty where it is no code. */
  public static Optional<Language> byName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (ends(lower, ".py", ".pyw", ".pyi")) {
      return Optional.of(Language.PYTHON_SOURCE);
    }
    if (ends(lower, ".pyc", ".pyo")) {
      return Optional.of(Language.PYTHON_BYTECODE);
    }
    if (ends(lower, ".so", ".dll", ".dylib", ".pyd", ".exe")
        || (lower.contains(".so.") && VERSIONED.matcher(lower).matches())) {
      return Optional.of(Language.NATIVE);
    }
    if (ends(lower, ".sh", ".bat", ".cmd", ".ps1", ".jar", ".js")) {
      return Optional.of(Language.PROGRAM);
    }
    return Optional.empty();
  }

  private static boolean ends(String name, String... endings) {
    return List.of(endings).stream().anyMatch(name::endsWith);
  }

  /**
   * The language of a file by its first bytes; empty where they are not those of code. Numbers of a
   * tensor must not pass for code by chance, so signatures of two bytes have to be borne out.
   */
  public static Optional<Language> byContent(Bytes content) throws IOException {
    byte[] start = content.upTo(0, 16);
    if (isNative(start) || isWindowsProgram(content, start)) {
      return Optional.of(Language.NATIVE);
    }
    if (starts(start, '#', '!', '/') || starts(start, '#', '!', ' ', '/')) {
      return Optional.of(Language.PROGRAM);
    }
    return isBytecode(start) ? Optional.of(Language.PYTHON_BYTECODE) : Optional.empty();
  }

  /** Whether a program or shared library starts at an offset. */
  public static boolean isNativeAt(Bytes content, long offset) throws IOException {
    Bytes rest = content.from(offset);
    byte[] start = rest.upTo(0, 16);
    return isNative(start) || isWindowsProgram(rest, start);
  }

  /** ELF, and Mach-O of either width, of either byte order or for several processors. */
  private static boolean isNative(byte[] start) {
    return starts(start, 0x7f, 'E', 'L', 'F')
        || starts(start, 0xfe, 0xed, 0xfa, 0xce)
        || starts(start, 0xfe, 0xed, 0xfa, 0xcf)
        || starts(start, 0xce, 0xfa, 0xed, 0xfe)
        || starts(start, 0xcf, 0xfa, 0xed, 0xfe)
        || (starts(start, 0xca, 0xfe, 0xba, 0xbe, 0, 0, 0) && start.length > 7 && start[7] < 32);
  }

  /** The PE header lies where the field at 0x3C says (PE format, "MS-DOS Stub"). */
  private static boolean isWindowsProgram(Bytes content, byte[] start) throws IOException {
    if (!starts(start, 'M', 'Z')) {
      return false;
    }
    byte[] head = content.upTo(0, START);
    if (head.length < PE_OFFSET + 4) {
      return false;
    }
    long at =
        (head[PE_OFFSET] & 0xff)
            | (head[PE_OFFSET + 1] & 0xff) << 8
            | (head[PE_OFFSET + 2] & 0xff) << 16
            | (head[PE_OFFSET + 3] & 0xffL) << 24;
    return starts(content.upTo(at, 4), 'P', 'E', 0, 0);
  }

  /**
   * A magic number in two bytes, a carriage return and a line feed
   * (importlib/_bootstrap_external.py); since Python 3.7 flags follow, of which two bits are used
   * (PEP 552).
   */
  private static boolean isBytecode(byte[] start) {
    if (start.length < 16 || start[2] != '\r' || start[3] != '\n') {
      return false;
    }
    int magic = (start[0] & 0xff) | (start[1] & 0xff) << 8;
    boolean flagged = magic >= 3390 && magic < 4096;
    boolean isOfPython2 = start[1] == (byte) 0xf3 || start[1] == (byte) 0xf2;
    return flagged
        ? (start[4] & ~3) == 0 && start[5] == 0 && start[6] == 0 && start[7] == 0
        : isOfPython2 || (magic >= 3000 && magic < 3390);
  }

  private static boolean starts(byte[] start, int... values) {
    for (int i = 0; i < values.length; i++) {
      if (i >= start.length || (start[i] & 0xff) != values[i]) {
        return false;
      }
    }
    return true;
  }
}
