package org.modelscan.format.pointer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.modelscan.bytes.ByteCount;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;

/** What DVC tracks: a model that was not pulled is never called clean. */
public final class DvcFormat implements Format {
  /** A dvc.lock lists all stages of a pipeline, which is some hundred bytes each. */
  private static final int LONGEST = 1 << 20;

  @Override
  public Identity identity() {
    return new Identity(
        "dvc-pointer",
        "DVC pointer",
        Identity.Kind.CONTAINER,
        "a YAML text with outputs that have a hash and a path",
        "outputs that are not there are reported as not scanned where their name is one of a"
            + " model or has no extension",
        "the outputs with their sizes");
  }

  @Override
  public Match probe(Head head) {
    if (!head.isText() || !head.latin1().contains("outs:")) {
      return Match.NO;
    }
    return DvcPointer.parse(head.latin1()).outputs().isEmpty() ? Match.NO : Match.SURE;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    if (artifact.bytes().upTo(LONGEST, 1).length > 0) {
      out.incomplete(LONGEST, "DVC pointer is longer than " + ByteCount.shown(LONGEST));
    }
    List<DvcPointer.Output> outputs = outputs(artifact);
    if (outputs.size() > DvcPointer.MOST) {
      out.incomplete(-1, "DVC pointer has more than " + DvcPointer.MOST + " outputs");
    }
    for (DvcPointer.Output output : outputs) {
      if (ModelName.mayBeModel(output.path()) && !artifact.surroundings().exists(output.path())) {
        out.notScanned(
            output.path(), "DVC pointer" + size(output) + ": run dvc pull before the scan");
      }
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    for (DvcPointer.Output output : outputs(artifact)) {
      out.entry(output.path(), "kept by DVC" + size(output));
    }
  }

  private static List<DvcPointer.Output> outputs(Artifact artifact) throws IOException {
    byte[] content = artifact.bytes().upTo(0, LONGEST);
    return DvcPointer.parse(new String(content, StandardCharsets.UTF_8)).outputs();
  }

  private static String size(DvcPointer.Output output) {
    return output.size() < 0 ? "" : " (" + ByteCount.shown(output.size()) + ")";
  }
}
