package org.modelscan.format.pointer;

import java.io.IOException;
import org.modelscan.bytes.ByteCount;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;

/** A pointer of Git LFS: a model that is not here is never called clean. */
public final class LfsPointerFormat implements Format {
  @Override
  public Identity identity() {
    return new Identity(
        "git-lfs-pointer",
        "Git LFS pointer",
        Identity.Kind.CONTAINER,
        "a text of less than 1024 bytes that starts with the version line of a pointer",
        "reported as not scanned where its name is one of a model or has no extension",
        "the hash and the size of what it stands for");
  }

  @Override
  public Match probe(Head head) {
    return head.isAll() && head.isText() && LfsPointer.isPointer(head.first(LfsPointer.LIMIT))
        ? Match.SURE
        : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    if (ModelName.mayBeModel(artifact.name())) {
      LfsPointer pointer = pointer(artifact);
      out.notScanned(
          "",
          "Git LFS pointer ("
              + ByteCount.shown(pointer.size())
              + "): check out with lfs: true, or set lfs: fetch");
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    LfsPointer pointer = pointer(artifact);
    out.entry("sha256", pointer.oid());
    out.entry("stands for", ByteCount.shown(pointer.size()));
  }

  private static LfsPointer pointer(Artifact artifact) throws IOException {
    return LfsPointer.parse(artifact.head().first(LfsPointer.LIMIT));
  }
}
