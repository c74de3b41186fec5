package org.modelscan.format.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.modelscan.Pythons;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.HeapBytes;
import org.modelscan.bytes.Limits;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Formats;
import org.modelscan.format.Head;
import org.modelscan.format.Surroundings;

/**
 * The imports that are stated equal those that Python's own unpickler asks for: of random object
 * graphs at every protocol, whole, cut, padded, concatenated, changed and wrapped.
 */
class ImportsOfPythonTest {
  private static final String SCRIPT = "/org/modelscan/format/pickle/imports_of_this_python.py";

  /** What the script did, what came of it, and the names that Python asked for. */
  private record Case(String how, byte[] content, boolean loads, Set<String> asked) {
    static Case of(String line) {
      String[] field = line.split("\t", -1);
      Set<String> asked = new TreeSet<>();
      Arrays.stream(field[3].split(" ", -1))
          .filter(name -> !name.isEmpty())
          .map(name -> new String(HexFormat.of().parseHex(name), StandardCharsets.UTF_8))
          .forEach(asked::add);
      return new Case(
          field[0], HexFormat.of().parseHex(field[1]), Boolean.parseBoolean(field[2]), asked);
    }

    @Override
    public String toString() {
      return how + " " + HexFormat.of().formatHex(content);
    }
  }

  /** Keeps imports, also of what is inside. */
  private static final class Imported implements Facts {
    private final Budget budget = new Budget(Limits.DEFAULT);
    private final List<Fact.Import> imports = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    @Override
    public void fact(Fact fact) {
      if (fact instanceof Fact.Import named) {
        imports.add(named);
      }
    }

    @Override
    public void member(String name, Bytes content) {
      try {
        read(content);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }

    void read(Bytes content) throws IOException {
      Head head = new Head(content);
      for (Format format : Formats.identify(head)) {
        format.read(new Artifact("", content, head, 0, Surroundings.NONE), this);
      }
    }

    @Override
    public void incomplete(long offset, String reason) {
      // That depends on Python's version, so that this one may load it.
      if (!reason.endsWith("bytes go past the end of their frame")) {
        problems.add(reason + " at " + offset);
      }
    }

    @Override
    public void notScanned(String name, String reason) {}

    @Override
    public void doubtful() {}

    @Override
    public Budget budget() {
      return budget;
    }

    Set<String> names() {
      Set<String> names = new TreeSet<>();
      imports.forEach(named -> names.add(name(named)));
      return names;
    }

    /** Those that an opcode imports, not what calls lead to. */
    Set<String> direct() {
      Set<String> names = new TreeSet<>();
      imports.stream()
          .filter(named ->
              named.trace().startsWith("GLOBAL at")
                  || named.trace().startsWith("STACK_GLOBAL at")
                  || named.trace().startsWith("INST at"))
          .forEach(named -> names.add(name(named)));
      return names;
    }

    private static String name(Fact.Import named) {
      return named.written().module() + " " + named.written().name();
    }
  }

  @Test
  @Timeout(300)
  void equalWhatPythonAsksFor() throws Exception {
    List<String> pythons = Pythons.all();
    pythons.removeIf(python -> python.contains("/2."));
    assumeFalse(pythons.isEmpty(), "no Python 3 here, whose unpickler could be asked");
    long seed = 1;
    for (String python : pythons) {
      String printed = Pythons.run(python, SCRIPT, String.valueOf(seed++), "20");
      // Without what CPython says of a bytearray that a damaged pickle let go of too early.
      for (String line : printed.lines().filter(line -> line.contains("\t")).toList()) {
        check(Case.of(line));
      }
    }
  }

  private static void check(Case file) throws IOException {
    Imported found = new Imported();
    boolean isPickle =
        switch (file.how()) {
          case "whole", "concatenated", "cut", "padded", "flipped", "reframed" -> true;
          default -> false;
        };
    if (isPickle) {
      Bytes content = new HeapBytes(file.content());
      Artifact artifact = new Artifact("", content, new Head(content), 0, Surroundings.NONE);
      new PickleFormat().read(artifact, found); // also where damage keeps it from being recognised
    } else {
      found.read(new HeapBytes(file.content()));
    }
    assertThat(found.names()).as("%s", file).containsAll(file.asked());
    if (file.loads()) {
      assertThat(found.direct()).as("%s", file).isEqualTo(file.asked());
      assertThat(found.problems).as("%s", file).isEmpty();
    }
  }
}
