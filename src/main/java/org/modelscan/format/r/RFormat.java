package org.modelscan.format.r;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Limits;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;

/**
 * What R's {@code saveRDS} and {@code save} write, nearly always inside a compressed stream. R
 * Internals, section 1.8, and serialize.c.
 */
public final class RFormat implements Format {
  private static final int SAVED_HEADER = 5;
  private static final Pattern VERSIONS = Pattern.compile("A\\R([23])\\R\\d{5,6}\\R\\d{5,6}\\R");

  @Override
  public Identity identity() {
    return new Identity(
        "r",
        "R data",
        Identity.Kind.MODEL,
        "a format letter (X, A or B) and a version, also behind RDX2, RDA2 and the like",
        "promises that were never evaluated, and bounds of all structures",
        "how many objects of each kind it holds");
  }

  /** Where the data starts and in which form it is. */
  private record Start(long offset, RInput.Form form) {}

  private static Optional<Start> start(Head head) {
    boolean saved =
        head.has(0, "RD") && (head.u8(3) == '2' || head.u8(3) == '3') && head.u8(4) == '\n';
    int at = saved ? SAVED_HEADER : 0;
    int version =
        switch (head.u8(at)) {
          case 'X' -> head.has(at + 1, '\n', 0, 0, 0) ? head.u8(at + 5) : -1;
          case 'B' -> head.has(at + 3, 0, 0, 0) && head.u8(at + 1) == '\n' ? head.u8(at + 2) : -1;
          case 'A' -> text(head.latin1(), at);
          default -> -1;
        };
    if (version != 2 && version != 3) {
      return Optional.empty();
    }
    RInput.Form form =
        switch (head.u8(at)) {
          case 'X' -> RInput.Form.XDR;
          case 'B' -> RInput.Form.NATIVE;
          default -> RInput.Form.TEXT;
        };
    return Optional.of(new Start(at + 2L, form));
  }

  /**
   * In text form the versions of the format and of two releases of R stand in lines of their own.
   */
  private static int text(String head, int at) {
    Matcher versions = VERSIONS.matcher(head);
    return versions.region(at, head.length()).lookingAt() ? versions.group(1).charAt(0) - '0' : -1;
  }

  @Override
  public Match probe(Head head) {
    return start(head).isPresent() ? Match.SURE : Match.NO;
  }

  private static RReader open(Artifact artifact, Start start, Budget budget) throws IOException {
    RInput input = new RInput(artifact.bytes(), start.offset(), start.form());
    int version = input.integer();
    input.integer();
    input.integer();
    if (version == 3) {
      input.text(Math.max(0, input.integer()), 0); // the native encoding
    }
    return new RReader(input, budget);
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    Optional<Start> start = start(artifact.head());
    if (start.isPresent()) {
      RReader reader = open(artifact, start.get(), out.budget());
      try {
        reader.read();
      } finally {
        reader.promises().forEach(out::fact);
      }
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Optional<Start> start = start(artifact.head());
    if (start.isPresent()) {
      RReader reader = open(artifact, start.get(), new Budget(Limits.DEFAULT));
      try {
        reader.read();
      } finally {
        out.entry("form", start.get().form().name().toLowerCase(Locale.ROOT));
        reader.promises().forEach(promise -> out.entry("promise", promise.evidence()));
        reader.types().forEach((name, count) -> out.entry(name, String.valueOf(count)));
      }
    }
  }
}
