package org.modelscan.format.zip;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.modelscan.bytes.BudgetSpent;
import org.modelscan.bytes.Bytes;
import org.modelscan.container.MemberPath;
import org.modelscan.container.zip.Disagreement;
import org.modelscan.container.zip.MemberContent;
import org.modelscan.container.zip.Reading;
import org.modelscan.container.zip.Region;
import org.modelscan.container.zip.ZipArchive;
import org.modelscan.container.zip.ZipMember;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Formats;
import org.modelscan.format.Head;

/**
 * States what is in a ZIP archive and hands over all of its members, in every reading: what each
 * format does first that is kept in one.
 */
public final class ZipMembers implements Closeable {
  /** A link's target that is longer is no path. */
  private static final int LONGEST_PATH = 4096;

  /** Members whose content is asked for before it is read: far content needs its time. */
  private static final int AHEAD = 3;

  private final Artifact artifact;
  private final Facts out;
  private final MemberContent content;
  private final Set<Disagreement> stated = EnumSet.noneOf(Disagreement.class);

  private ZipMembers(Artifact artifact, Facts out) {
    this.artifact = artifact;
    this.out = out;
    this.content = new MemberContent(artifact.bytes(), out.budget());
  }

  /** Reads the archive that the artifact is. */
  public static void read(Artifact artifact, Facts out) throws IOException {
    Optional<ZipArchive> archive = artifact.head().zip();
    if (archive.isPresent()) {
      try (ZipMembers members = new ZipMembers(artifact, out)) {
        members.read(archive.get());
      }
    }
  }

  private void read(ZipArchive archive) throws IOException {
    archive.contradictions().forEach(out::fact);
    for (ZipArchive.Problem problem : archive.problems()) {
      out.incomplete(problem.offset(), problem.reason());
    }
    long most = out.budget().limits().members();
    List<ZipMember> members = archive.members();
    for (int i = 0; i < members.size(); i++) {
      ZipMember member = members.get(i);
      expect(members, i + AHEAD);
      if (--most < 0) {
        throw new BudgetSpent("members", out.budget().limits().members() + " members");
      }
      out.budget().time();
      read(member);
    }
    for (Region region : archive.unclaimed()) {
      read(region);
    }
  }

  /**
   * What every format's probes read of a member first: its start, its end, and the places where an
   * HDF5 file may start.
   */
  private void expect(List<ZipMember> members, int index) {
    if (index < members.size()) {
      Reading reading = members.get(index).readings().getFirst();
      Bytes bytes = artifact.bytes();
      bytes.expect(reading.dataOffset(), Head.LENGTH);
      long tail = reading.dataLength() - ZipArchive.TAIL;
      if (tail > 0) {
        bytes.expect(reading.dataOffset() + tail, ZipArchive.TAIL);
      }
      for (long place = Head.LENGTH; place > 0 && place < reading.dataLength(); place *= 2) {
        bytes.expect(reading.dataOffset() + place, 1);
      }
    }
  }

  private void read(ZipMember member) throws IOException {
    String name = member.name();
    if (MemberPath.leaves(name)) {
      out.fact(new Fact.ExternalFile(-1, "archive member's name", name));
    }
    if (member.encrypted() && !isPlain(member)) {
      out.notScanned(name, "encrypted");
      return;
    }
    boolean readWhole = false;
    String problem = null;
    for (Reading reading : member.readings()) {
      String why = read(member, reading);
      readWhole |= why == null;
      problem = problem == null ? why : problem;
    }
    if (!readWhole && problem != null) {
      out.incomplete(member.readings().getFirst().dataOffset(), name + ": " + problem);
    }
  }

  private boolean isPlain(ZipMember member) throws IOException {
    Reading reading = member.readings().getFirst();
    boolean plain = content.isPlain(reading);
    if (plain) {
      state(Disagreement.ENCRYPTION, reading, member.name());
    }
    return plain;
  }

  /** Reads one reading; what was wrong with it, or null where it was read whole. */
  private @Nullable String read(ZipMember member, Reading reading) throws IOException {
    if (reading.dataLength() == 0) {
      return null;
    }
    Optional<MemberContent.Opened> opened = content.open(reading);
    if (opened.isEmpty()) {
      return "compression method " + reading.method() + " is not supported";
    }
    try (Bytes bytes = opened.get().bytes()) {
      Disagreement disagreement = opened.get().disagreement();
      if (disagreement != null && member.readings().size() == 1) {
        state(disagreement, reading, member.name());
      }
      if (member.symbolicLink()) {
        link(member.name(), bytes);
      }
      out.member(member.name(), bytes);
      return MemberContent.damage(bytes).orElse(null);
    }
  }

  private void state(Disagreement disagreement, Reading reading, String evidence) {
    if (stated.add(disagreement)) {
      out.fact(new Fact.Contradiction(reading.dataOffset(), disagreement.what(), evidence));
    }
  }

  private void link(String name, Bytes bytes) throws IOException {
    String target = new String(bytes.upTo(0, LONGEST_PATH), StandardCharsets.UTF_8);
    if (MemberPath.linkLeaves(name, target)) {
      out.fact(new Fact.ExternalFile(-1, "symbolic link " + name, target));
    }
  }

  private void read(Region region) throws IOException {
    if (region.start() == 0
        && (region.length() == artifact.bytes().size()
            || Formats.identify(artifact.head()).size() > 1)) {
      // What stands before the archive is read as what it is, since the file is that as well; and
      // where nothing is a member, all of it would be handed over as itself again.
      return;
    }
    out.member(
        "(bytes %d to %d, in no member)".formatted(region.start(), region.end() - 1),
        artifact.bytes().slice(region.start(), region.length()));
  }

  @Override
  public void close() {
    content.close();
  }
}
