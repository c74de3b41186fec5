package org.modelscan.format.archive;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.modelscan.container.zip.ZipArchive;
import org.modelscan.container.zip.ZipMember;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.zip.ZipFormat;
import org.modelscan.format.zip.ZipMembers;
import org.modelscan.format.zip.ZipOutline;

/**
 * A program with the model that it runs: a llamafile is an executable for several systems and a ZIP
 * archive with weights at once.
 *
 * @see <a href="https://github.com/mozilla-ai/llamafile">llamafile</a>
 */
public final class LlamafileFormat implements Format {
  @Override
  public Identity identity() {
    return new Identity(
        "llamafile",
        "Program with its model (llamafile)",
        Identity.Kind.MODEL,
        "a program that is a ZIP archive with a .gguf member as well",
        "that it is a program, and all that is checked in a ZIP archive",
        "its members");
  }

  @Override
  public Optional<String> kindOf() {
    return Optional.of(ZipFormat.ID);
  }

  @Override
  public Match probe(Head head) throws IOException {
    if (!isProgram(head)) {
      return Match.NO;
    }
    Optional<ZipArchive> archive = head.zip();
    return archive.isPresent()
            && archive.get().members().stream()
                .map(ZipMember::name)
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).endsWith(".gguf"))
        ? Match.SURE
        : Match.NO;
  }

  /** Actually Portable Executables start like a Windows program, or like a shell script. */
  private static boolean isProgram(Head head) throws IOException {
    return head.has(0, "MZqFpD")
        || head.has(0, "jartsr")
        || CodeFiles.byContent(head.start()).isPresent();
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    out.fact(
        new Fact.StoredCode(
            0, Fact.StoredCode.Kind.MACHINE_CODE, "a program, which the model is appended to", ""));
    ZipMembers.read(artifact, out);
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    ZipOutline.describe(artifact, out);
  }
}
