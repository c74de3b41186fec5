package org.modelscan.format.flax;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Limits;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.Unheard;

/** Parameters of Flax models as MessagePack: {@code flax_model.msgpack}. */
public final class FlaxFormat implements Format {
  private static final int SHOWN_ARRAYS = 2_000;
  private static final int WINDOW = 512;

  @Override
  public Identity identity() {
    return new Identity(
        "flax",
        "Flax parameters",
        Identity.Kind.MODEL,
        "a MessagePack map with an array of Flax in its first 4 KiB",
        "lengths, shapes, extension types, and files hidden in binary values or behind the end",
        "arrays with type and shape");
  }

  /** Passes over values, as far as the head has them, up to the first array of Flax. */
  @Override
  public Match probe(Head head) throws IOException {
    int first = head.u8(0);
    if (!(first > 0x80 && first < 0x90) && first != 0xde && first != 0xdf) {
      return Match.NO;
    }
    MessagePack in = new MessagePack(head.start(), 0, WINDOW);
    in.next();
    Item key = in.next();
    if (key.kind() != Item.Kind.TEXT) {
      return Match.NO;
    }
    in.skip(key.count());
    while (!in.atEnd()) {
      Item item = in.next();
      switch (item.kind()) {
        case TEXT, BINARY -> in.skip(item.count());
        case EXTENSION -> {
          return item.extension() == 1 && isShape(in) ? Match.SURE : Match.NO;
        }
        case MAP, ARRAY, INTEGER, OTHER -> {}
      }
    }
    return Match.NO;
  }

  private static boolean isShape(MessagePack in) throws IOException {
    Item parts = in.next();
    return parts.kind() == Item.Kind.ARRAY
        && parts.count() == 3
        && in.next().kind() == Item.Kind.ARRAY;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    new FlaxReader(artifact.bytes(), out, (_, _) -> {}).read();
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    List<String> arrays = new ArrayList<>();
    try {
      new FlaxReader(
              artifact.bytes(),
              new Unheard(new Budget(Limits.DEFAULT)),
              (path, type) -> {
                if (arrays.size() < SHOWN_ARRAYS) {
                  arrays.add(path + ": " + type);
                }
              })
          .read();
    } finally {
      Outline section = out.section("arrays");
      arrays.forEach(section::line);
    }
  }
}
