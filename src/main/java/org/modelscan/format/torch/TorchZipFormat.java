package org.modelscan.format.torch;

import java.io.IOException;
import java.util.Optional;
import org.modelscan.bytes.Bytes;
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
import org.modelscan.format.archive.CodeFiles;
import org.modelscan.format.archive.MemberWatch;
import org.modelscan.format.zip.ZipFormat;
import org.modelscan.format.zip.ZipMembers;
import org.modelscan.format.zip.ZipOutline;

/**
 * What {@code torch.save} has written since PyTorch 1.6, and TorchScript: a ZIP archive with one
 * folder that holds {@code data.pkl} and a file for each tensor's storage. Every member is read by
 * its content, since a loader may be told to read any of them. Source:
 * caffe2/serialize/inline_container.h.
 */
public final class TorchZipFormat implements Format {
  @Override
  public Identity identity() {
    return new Identity(
        "torch-zip",
        "PyTorch archive",
        Identity.Kind.MODEL,
        "a ZIP archive with data.pkl or constants.pkl in its folder",
        "every pickle in it, whatever it is called, file operators of TorchScript, code among its"
            + " members, and all that is checked in a ZIP archive",
        "its members, and its pickles as Python-like text");
  }

  @Override
  public Optional<String> kindOf() {
    return Optional.of(ZipFormat.ID);
  }

  @Override
  public Match probe(Head head) throws IOException {
    Optional<ZipArchive> archive = head.zip();
    return archive.isPresent() && archive.get().members().stream().anyMatch(TorchZipFormat::isMain)
        ? Match.SURE
        : Match.NO;
  }

  private static boolean isMain(ZipMember member) {
    String name = member.name();
    String last = name.substring(name.lastIndexOf('/') + 1);
    return last.equals("data.pkl") || last.equals("constants.pkl");
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    ZipMembers.read(artifact, new MemberWatch(out, TorchZipFormat::see));
  }

  /** Source that stands below {@code code/} is TorchScript, which the loader compiles. */
  private static void see(String name, Bytes content, Facts out) throws IOException {
    if (name.endsWith(".py") && ("/" + name).contains("/code/")) {
      TorchScriptSource.read(content, name, out);
    } else if (("/" + name).endsWith("/bytecode.pkl")) {
      MobileOperators.state(content, name, out);
    } else {
      CodeFiles.state(name, content, Fact.ArchivedCode.Archive.OTHER, out);
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    ZipOutline.describe(artifact, out);
  }
}
