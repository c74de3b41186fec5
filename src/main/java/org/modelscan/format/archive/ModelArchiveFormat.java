package org.modelscan.format.archive;

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
import org.modelscan.format.json.Json;
import org.modelscan.format.json.JsonDocument;
import org.modelscan.format.json.JsonWalk;
import org.modelscan.format.zip.ZipFormat;
import org.modelscan.format.zip.ZipMembers;
import org.modelscan.format.zip.ZipOutline;

/**
 * An archive of a model that is told by the names of its members. Every member is read as what it
 * is; what is code is stated.
 */
public final class ModelArchiveFormat implements Format {
  /** Jackson makes an object of the class that stands under this name. */
  private static final String CLASS = "@class";

  private final ModelArchive kind;
  private final Identity identity;

  /** The format of one kind of archives. */
  public ModelArchiveFormat(ModelArchive kind) {
    this.kind = kind;
    this.identity =
        new Identity(
            kind.id(),
            kind.title(),
            Identity.Kind.MODEL,
            kind.recognisedBy(),
            kind.checks() + ", and all that is checked in a ZIP archive",
            kind.manifest().isEmpty() ? "its members" : "its manifest and its members");
  }

  @Override
  public Identity identity() {
    return identity;
  }

  @Override
  public Optional<String> kindOf() {
    return Optional.of(ZipFormat.ID);
  }

  @Override
  public Match probe(Head head) throws IOException {
    Optional<ZipArchive> archive = head.zip();
    return archive.isPresent()
            && kind.is(archive.get().members().stream().map(ZipMember::name).toList())
        ? Match.SURE
        : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    ZipMembers.read(artifact, new MemberWatch(out, this::see));
  }

  private void see(String name, Bytes content, Facts out) throws IOException {
    CodeFiles.state(name, content, kind.code(), out);
    if (kind == ModelArchive.DL4J && name.equals(kind.manifest())) {
      JsonDocument document = JsonDocument.read(content, out.budget());
      if (document.problem().isPresent()) {
        out.incomplete(-1, name + ": " + document.problem().get().reason());
      }
      for (Json.Members object : JsonWalk.objects(document)) {
        object
            .text(CLASS)
            .ifPresent(named -> out.fact(new Fact.JavaClass(-1, named, Fact.JavaClass.How.NAMED)));
      }
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    if (!kind.manifest().isEmpty()) {
      Manifest.describe(artifact, kind.manifest(), out);
    }
    ZipOutline.describe(artifact, out);
  }
}
