package org.modelscan.format.tensorrt;

import java.io.IOException;
import org.modelscan.bytes.Bytes;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.archive.CodeFiles;

/**
 * Engines that TensorRT has built ("plans"). Their layout is not published; version-compatible ones
 * hold a lean runtime as a shared library (TensorRT developer guide, "Version Compatibility").
 */
public final class TensorRtFormat implements Format {
  private static final int OTHER_PLACE = 24;
  private static final int CHUNK = 1 << 18;

  @Override
  public Identity identity() {
    return new Identity(
        "tensorrt",
        "TensorRT engine",
        Identity.Kind.MODEL,
        "the signature ftrt or ptrt at byte 0 or 24",
        "programs and shared libraries inside",
        "its size");
  }

  @Override
  public Match probe(Head head) {
    return isAt(head, 0) || isAt(head, OTHER_PLACE) ? Match.SURE : Match.NO;
  }

  private static boolean isAt(Head head, int at) {
    return head.has(at, "ftrt") || head.has(at, "ptrt");
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    out.fact(new Fact.StoredCode(0, Fact.StoredCode.Kind.ENGINE, "TensorRT engine", ""));
    Bytes content = artifact.bytes();
    byte[] chunk = new byte[CHUNK];
    int kept = 0;
    for (long start = 0; ; start += CHUNK - kept) {
      out.budget().time();
      int length = content.read(start, chunk, 0, CHUNK);
      kept = Math.min(length, 3);
      for (int i = 0; i < length - 3; i++) {
        if ((chunk[i] == 0x7f || chunk[i] == 'M') && CodeFiles.isNativeAt(content, start + i)) {
          out.fact(
              new Fact.StoredCode(
                  start + i,
                  Fact.StoredCode.Kind.MACHINE_CODE,
                  "a program or shared library inside the engine",
                  ""));
          return;
        }
      }
      if (length < CHUNK) {
        return;
      }
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    out.entry("engine", artifact.bytes().size() + " bytes, of a layout that is not published");
  }
}
