package org.modelscan.format.keras;

import java.io.IOException;
import java.util.Optional;
import org.modelscan.bytes.Bytes;
import org.modelscan.container.zip.MemberContent;
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
import org.modelscan.format.json.JsonNames;
import org.modelscan.format.zip.ZipFormat;
import org.modelscan.format.zip.ZipMembers;

/**
 * What {@code model.save("….keras")} writes: a ZIP archive of a configuration, metadata, weights
 * and assets. Its members are read as what they are; the version of Keras that the metadata states
 * is believed in nothing.
 *
 * @see <a
 *     href="https://github.com/keras-team/keras/blob/master/keras/src/saving/saving_lib.py">saving_lib.py</a>
 */
public final class KerasV3Format implements Format {
  private static final String CONFIG = "config.json";
  private static final String METADATA = "metadata.json";
  private static final String WEIGHTS = "model.weights.";

  @Override
  public Identity identity() {
    return new Identity(
        "keras-v3",
        "Keras model archive",
        Identity.Kind.MODEL,
        "a ZIP archive with config.json and metadata.json or model.weights.*",
        "every object of its configuration, its weights and assets, code among its members, and all"
            + " that is checked in a ZIP archive",
        "its layers as a tree with types, shapes and numbers of parameters, and its members");
  }

  @Override
  public Optional<String> kindOf() {
    return Optional.of(ZipFormat.ID);
  }

  @Override
  public Match probe(Head head) throws IOException {
    Optional<ZipArchive> archive = head.zip();
    boolean isKeras =
        archive.isPresent()
            && archive.get().members().stream().anyMatch(member -> member.name().equals(CONFIG))
            && archive.get().members().stream()
                .anyMatch(
                    member -> member.name().equals(METADATA) || member.name().startsWith(WEIGHTS));
    return isKeras ? Match.SURE : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    ZipMembers.read(artifact, out);
    Optional<ZipArchive> archive = artifact.head().zip();
    if (archive.isPresent()) {
      try (MemberContent content = new MemberContent(artifact.bytes(), out.budget())) {
        for (ZipMember member : archive.get().members()) {
          read(member, content, out);
        }
      }
    }
  }

  private static void read(ZipMember member, MemberContent content, Facts out) throws IOException {
    boolean isConfig = member.name().equals(CONFIG);
    Optional<MemberContent.Opened> opened = content.open(member.readings().getFirst());
    if (opened.isEmpty()) {
      return; // said where the members are read
    }
    try (Bytes bytes = opened.get().bytes()) {
      CodeFiles.state(member.name(), bytes, Fact.ArchivedCode.Archive.KERAS, out);
      if (isConfig
          && JsonNames.of(bytes).filter(names -> names.names().contains("class_name")).isEmpty()) {
        out.incomplete(-1, CONFIG + " holds no Keras configuration");
      }
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    KerasOutline.describeArchive(artifact, out);
  }
}
