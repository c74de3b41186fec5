package org.modelscan.format.torch7;

import java.io.IOException;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Limits;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;

/**
 * What Torch7's {@code torch.save} writes: Lua tables, tensors, objects of classes, functions.
 *
 * @see <a href="https://github.com/torch/torch7/blob/master/File.lua">File.lua</a>
 */
public final class Torch7Format implements Format {
  @Override
  public Identity identity() {
    return new Identity(
        "torch7",
        "Torch7 file",
        Identity.Kind.MODEL,
        "an object of a class with version V 1, bytecode of a function, or objects all of which"
            + " read as such",
        "functions, and bounds of all structures",
        "classes with their numbers, functions");
  }

  @Override
  public Match probe(Head head) throws IOException {
    if (!head.has(1, 0, 0, 0)) {
      return Match.NO;
    }
    boolean signed =
        switch (head.u8(0)) {
          case ObjectReader.TORCH -> head.has(8, 3, 0, 0, 0, 'V', ' ');
          case ObjectReader.FUNCTION -> head.has(8, 0x1b, 'L');
          case ObjectReader.OLD_RECURSIVE_FUNCTION, ObjectReader.RECURSIVE_FUNCTION ->
              head.has(12, 0x1b, 'L');
          default -> false;
        };
    return signed ? Match.SURE : unsigned(head);
  }

  /**
   * Tables, functions as source and objects without a version have no signature: all of it must
   * read, or as much as the head holds of it.
   */
  private static Match unsigned(Head head) throws IOException {
    if (head.u8(0) < ObjectReader.TABLE || head.u8(0) > ObjectReader.RECURSIVE_FUNCTION) {
      return Match.NO;
    }
    ObjectReader reader = new ObjectReader(head.start(), new Budget(Limits.DEFAULT));
    try {
      reader.read();
      return reader.position() == head.size() ? Match.SURE : Match.NO;
    } catch (MalformedInput cut) {
      return !head.isAll() && cut.offset() >= Head.LENGTH - ObjectReader.LONGEST_KEY
          ? Match.LIKELY
          : Match.NO;
    }
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    ObjectReader reader = new ObjectReader(artifact.bytes(), out.budget());
    try {
      reader.readAll();
    } catch (MalformedInput broken) {
      if (probe(artifact.head()) == Match.LIKELY) {
        out.doubtful();
      }
      throw broken;
    } finally {
      reader.functions().forEach(out::fact);
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    ObjectReader reader = new ObjectReader(artifact.bytes(), new Budget(Limits.DEFAULT));
    try {
      reader.readAll();
    } finally {
      reader.classes().forEach((name, count) -> out.entry(name, String.valueOf(count)));
      reader.functions().forEach(function -> out.entry("function", function.evidence()));
    }
  }
}
