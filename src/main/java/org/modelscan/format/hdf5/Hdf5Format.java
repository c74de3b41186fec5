package org.modelscan.format.hdf5;

import java.io.IOException;
import java.util.OptionalLong;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;

/** Any HDF5 file, whatever it is called and whatever stands in front of it. */
public final class Hdf5Format implements Format {
  /** The format's id. */
  public static final String ID = "hdf5";

  /** How far a signature is looked for in content that would have to be inflated for it. */
  private static final long INFLATED_REACH = 1 << 20;

  @Override
  public Identity identity() {
    return new Identity(
        ID,
        "HDF5 file",
        Identity.Kind.MODEL,
        "its signature at byte 0, 512, 1024, 2048 … and a superblock behind it",
        "links, storage and virtual datasets that leave the file, declared sizes, pickles in"
            + " attributes and datasets",
        "its groups, datasets with type, shape and storage, attributes and links");
  }

  @Override
  public Match probe(Head head) throws IOException {
    return locate(head).isPresent() ? Match.SURE : Match.NO;
  }

  /** Where the signature stands in content, with a superblock of a known version behind it. */
  public static OptionalLong locate(Head head) throws IOException {
    Bytes content = head.content();
    long reach = content.isRandomAccess() ? Long.MAX_VALUE : INFLATED_REACH;
    return Hdf5Walk.locate(content, reach);
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    OptionalLong base = locate(artifact.head());
    if (base.isPresent()) {
      Hdf5Walk walk =
          Hdf5Walk.open(artifact.bytes(), base.getAsLong(), out.budget(), out::incomplete);
      new Hdf5Facts(walk, out, false, (object, attribute, text) -> false).readAll();
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    OptionalLong base = locate(artifact.head());
    if (base.isPresent()) {
      Hdf5Outline.describe(artifact, base.getAsLong(), out);
    }
  }
}
