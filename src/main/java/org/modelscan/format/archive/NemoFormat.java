package org.modelscan.format.archive;

import java.io.IOException;
import java.util.Optional;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Limits;
import org.modelscan.container.tar.TarMember;
import org.modelscan.container.tar.TarReader;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;
import org.modelscan.format.Unheard;
import org.modelscan.format.tar.TarFormat;

/**
 * NVIDIA NeMo models: a tar archive of a configuration and weights. Objects that the configuration
 * names are stated where the configuration is read.
 *
 * @see <a
 *     href="https://github.com/NVIDIA/NeMo/blob/main/nemo/core/connectors/save_restore_connector.py">save_restore_connector.py</a>
 */
public final class NemoFormat implements Format {
  private static final String CONFIGURATION = "model_config.yaml";
  private static final int BLOCK = 512;

  /** Members that are looked at to recognise one: weights are in few files. */
  private static final int LOOKED_AT = 32;

  /**
   * As much of compressed content is inflated to recognise one; it is inflated again to be read.
   */
  private static final long INFLATED = 1 << 20;

  private final TarFormat tar = new TarFormat();

  @Override
  public Identity identity() {
    return new Identity(
        "nemo",
        "NeMo model",
        Identity.Kind.MODEL,
        "a tar archive with model_config.yaml",
        "objects that its configuration names, code among its members, and all that is checked in a"
            + " tar archive",
        "its members");
  }

  @Override
  public Optional<String> kindOf() {
    return Optional.of(TarFormat.ID);
  }

  @Override
  public Match probe(Head head) throws IOException {
    if (!TarReader.startsWith(head.first(BLOCK))) {
      return Match.NO;
    }
    Bytes content = head.content();
    Bytes near = content.isRandomAccess() ? content : content.slice(0, INFLATED);
    TarReader reader = new TarReader(near, new Unheard(new Budget(Limits.DEFAULT)));
    Optional<TarMember> member = reader.next();
    for (int i = 0; i < LOOKED_AT && member.isPresent(); i++) {
      String name = member.get().name();
      if (name.equals(CONFIGURATION) || name.equals("./" + CONFIGURATION)) {
        return Match.SURE;
      }
      member = reader.next();
    }
    return Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    tar.read(
        artifact,
        new MemberWatch(
            out,
            (name, content, facts) ->
                CodeFiles.state(name, content, Fact.ArchivedCode.Archive.OTHER, facts)));
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    tar.describe(artifact, out);
  }
}
