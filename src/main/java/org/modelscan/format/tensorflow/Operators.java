package org.modelscan.format.tensorflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.modelscan.fact.OperatorEffect;

/**
 * What is known of TensorFlow's operators: which there are, what their inputs are called, and what
 * those do that do more than compute. The lists lie in {@code org/modelscan/operators}. Safe for
 * use by several threads.
 */
public final class Operators {
  /**
   * An operator that does more than compute.
   *
   * @param targets names of the inputs, and with {@code @} before them of the attributes, that say
   *     what it works on
   * @param reason what running it does, one clause
   */
  public record Entry(OperatorEffect effect, List<String> targets, String reason) {
    /** Copies the targets. */
    public Entry {
      targets = List.copyOf(targets);
    }
  }

  /** Loads the lists when they are first asked for: most files are no graphs. */
  private static final class Lists {
    private static final Operators TENSORFLOW = new Operators();
  }

  private final Map<String, List<String>> inputs = new HashMap<>(4096);
  private final Map<String, Entry> entries = new HashMap<>(256);

  private Operators() {
    lines("tensorflow-known.txt")
        .map(line -> line.split(" "))
        .forEach(words -> inputs.put(words[0], List.of(words).subList(1, words.length)));
    lines("tensorflow.txt").map(line -> line.split(" ", 4)).forEach(this::add);
  }

  /** The operators of TensorFlow. */
  public static Operators tensorFlow() {
    return Lists.TENSORFLOW;
  }

  /** Whether TensorFlow has an operator of this name. */
  public boolean knows(String name) {
    return inputs.containsKey(name);
  }

  /** What an operator does, where it does more than compute. */
  public Optional<Entry> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  /** The names of an operator's inputs, in their order; empty where the operator is not known. */
  public List<String> inputs(String name) {
    return inputs.getOrDefault(name, List.of());
  }

  /** The names of all operators that do more than compute. */
  public List<String> names() {
    return entries.keySet().stream().sorted().toList();
  }

  private void add(String[] words) {
    OperatorEffect effect =
        OperatorEffect.valueOf(words[0].toUpperCase(Locale.ROOT).replace('-', '_'));
    List<String> targets = words[2].equals("-") ? List.of() : List.of(words[2].split(","));
    entries.put(words[1], new Entry(effect, targets, words[3]));
  }

  private static Stream<String> lines(String name) {
    try (InputStream file =
        Operators.class.getResourceAsStream("/org/modelscan/operators/" + name)) {
      if (file == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
