package org.modelscan.format.bytecode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.BudgetSpent;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.MalformedInput;

/**
 * What Python's {@code marshal.loads} would make of some bytes, as far as code is concerned.
 * Nothing is executed, and what was read before damage is kept.
 *
 * @param code the outermost code objects: one for a function or a module, none where the bytes are
 *     plain data
 * @param loose names and strings that were found where no known layout fits; empty where one does
 * @param damage why not all of it could be read, as {@code marshal.loads} of every known version
 *     would refuse it too
 * @see <a href="https://github.com/python/cpython/blob/main/Python/marshal.c">marshal.c</a>
 */
public record Marshalled(
    List<CodeObject> code, List<String> loose, Optional<MalformedInput> damage) {
  /** Bytes that are looked at; real code objects are below a megabyte. */
  public static final int MAXIMUM_LENGTH = 16 << 20;

  /** Copies the lists. */
  public Marshalled {
    code = List.copyOf(code);
    loose = List.copyOf(loose);
  }

  /**
   * Reads the object at the start of {@code bytes}; what follows it is ignored, as Python does.
   *
   * @throws BudgetSpent where the budget ends first
   * @throws IOException where the bytes cannot be read
   */
  public static Marshalled read(Bytes bytes, Budget budget) throws IOException {
    return read(bytes.upTo(0, MAXIMUM_LENGTH), budget);
  }

  /**
   * Reads the object at the start of {@code data}; what follows it is ignored, as Python does.
   * Where several layouts can be read to the end (made so on purpose), the result holds the code of
   * each.
   *
   * @throws BudgetSpent where the budget ends first
   */
  public static Marshalled read(byte[] data, Budget budget) throws BudgetSpent {
    List<CodeObject> complete = new ArrayList<>();
    boolean isComplete = false;
    List<CodeObject> furthest = List.of();
    MalformedInput damage = new MalformedInput(0, "no marshal data");
    for (CodeLayout layout : CodeLayout.values()) {
      MarshalReader reader = new MarshalReader(data, layout, budget);
      try {
        reader.read();
        isComplete = true;
        complete.addAll(reader.code());
      } catch (MalformedInput malformed) {
        if (malformed.offset() >= damage.offset()) {
          damage = malformed;
          furthest = reader.code();
        }
      }
    }
    return isComplete
        ? new Marshalled(complete, List.of(), Optional.empty())
        : new Marshalled(furthest, LooseStrings.in(data, budget), Optional.of(damage));
  }

  /**
   * Reads code that is kept as text, as Keras keeps a Lambda layer: base64, and in files of Keras
   * 2.0 the bytes themselves, each as a character ({@code raw_unicode_escape}).
   *
   * @see <a
   *     href="https://github.com/keras-team/keras/blob/master/keras/src/utils/python_utils.py">func_load</a>
   * @throws BudgetSpent where the budget ends first
   */
  public static Marshalled ofText(String text, Budget budget) throws BudgetSpent {
    Optional<byte[]> decoded = LenientBase64.decode(text);
    if (decoded.isPresent()) {
      Marshalled read = read(clip(decoded.get()), budget);
      if (read.damage().isEmpty()) {
        return read;
      }
      Marshalled raw = read(rawUnicodeEscape(text), budget);
      return raw.damage().isEmpty() ? raw : read;
    }
    return read(rawUnicodeEscape(text), budget);
  }

  /** Whether there is anything that could run. */
  public boolean hasCode() {
    return !code.isEmpty();
  }

  /**
   * Globals, attributes and imports that the code refers to, and loose strings: what rules judge.
   */
  public Set<String> allNames() {
    return all(CodeObject::allNames);
  }

  /** String constants of the code, and loose strings. */
  public Set<String> allStrings() {
    return all(CodeObject::allStrings);
  }

  /** What the instructions do with the names, such as {@code import os} and {@code os.system}. */
  public Set<String> allReferences() {
    Set<String> found = new LinkedHashSet<>();
    code.forEach(one -> found.addAll(one.allReferences()));
    return found;
  }

  private Set<String> all(Function<CodeObject, Set<String>> part) {
    Set<String> found = new LinkedHashSet<>();
    code.forEach(one -> found.addAll(part.apply(one)));
    found.addAll(loose);
    return found;
  }

  private static byte[] clip(byte[] data) {
    return data.length <= MAXIMUM_LENGTH ? data : Arrays.copyOf(data, MAXIMUM_LENGTH);
  }

  private static byte[] rawUnicodeEscape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .limit(MAXIMUM_LENGTH)
        .forEach(c -> {
          if (c < 0x100) {
            escaped.append((char) c);
          } else {
            escaped.append(String.format(c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
          }
        });
    return escaped.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
