package org.modelscan.format.tar;

import java.io.IOException;
import java.util.Optional;
import org.modelscan.bytes.Bytes;
import org.modelscan.container.MemberPath;
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

/** Any tar archive; POSIX.1-2001 and the GNU tar manual. */
public final class TarFormat implements Format {
  /** The format's id. */
  public static final String ID = "tar";

  private static final int BLOCK = 512;

  @Override
  public Identity identity() {
    return new Identity(
        ID,
        "tar archive",
        Identity.Kind.CONTAINER,
        "the signature ustar, or a first block with the right checksum",
        "every member by its content, links and names that lead out, headers that contradict",
        "its members");
  }

  @Override
  public Match probe(Head head) throws IOException {
    return TarReader.startsWith(head.first(BLOCK)) ? Match.SURE : Match.NO;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    TarReader reader = new TarReader(artifact.bytes(), out);
    Optional<TarMember> member = reader.next();
    while (member.isPresent()) {
      read(member.get(), out);
      member = reader.next();
    }
    if (reader.garbage() >= 0) {
      out.member("bytes from " + reader.garbage(), artifact.bytes().from(reader.garbage()));
    }
  }

  private static void read(TarMember member, Facts out) {
    if (MemberPath.leaves(member.name())) {
      out.fact(new Fact.ExternalFile(-1, "archive member's name", member.name()));
    }
    if ((member.isSymbolicLink() && MemberPath.linkLeaves(member.name(), member.link()))
        || (member.isHardLink() && MemberPath.leaves(member.link()))) {
      out.fact(new Fact.ExternalFile(-1, "link " + member.name(), member.link()));
    }
    for (Bytes content : member.contents()) {
      out.member(member.name(), content);
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    TarReader reader = new TarReader(artifact.bytes(), new Described(out));
    Optional<TarMember> member = reader.next();
    while (member.isPresent()) {
      TarMember one = member.get();
      if (!one.link().isEmpty()) {
        out.entry(one.name(), "link to " + one.link());
      }
      for (Bytes content : one.contents()) {
        out.member(one.name(), content);
      }
      member = reader.next();
    }
  }
}
