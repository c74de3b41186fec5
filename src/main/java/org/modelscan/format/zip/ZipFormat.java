package org.modelscan.format.zip;

import java.io.IOException;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;

/** Any ZIP archive. APPNOTE.TXT 6.3.10, and what readers make of it. */
public final class ZipFormat implements Format {
  /** The format's id. */
  public static final String ID = "zip";

  @Override
  public Identity identity() {
    return new Identity(
        ID,
        "ZIP archive",
        Identity.Kind.CONTAINER,
        "a local header at its start, or an end record with a central directory at its end",
        "every member by its content, and whether central directory and local headers agree",
        "its members with method and size");
  }

  @Override
  public Match probe(Head head) throws IOException {
    return head.zip().isPresent() ? Match.SURE : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    ZipMembers.read(artifact, out);
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    ZipOutline.describe(artifact, out);
  }
}
