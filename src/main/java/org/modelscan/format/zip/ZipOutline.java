package org.modelscan.format.zip;

import java.io.IOException;
import java.util.Optional;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Limits;
import org.modelscan.container.zip.MemberContent;
import org.modelscan.container.zip.Reading;
import org.modelscan.container.zip.ZipArchive;
import org.modelscan.container.zip.ZipMember;
import org.modelscan.format.Artifact;
import org.modelscan.format.Formats;
import org.modelscan.format.Head;
import org.modelscan.format.Outline;

/** Describes a ZIP archive: what each format does that is kept in one. */
public final class ZipOutline {
  private ZipOutline() {}

  /** Lists contradictions and members; members of known formats are described below their name. */
  public static void describe(Artifact artifact, Outline out) throws IOException {
    Optional<ZipArchive> found = artifact.head().zip();
    if (found.isEmpty()) {
      return;
    }
    ZipArchive archive = found.get();
    out.entry("members", String.valueOf(archive.members().size()));
    archive.contradictions().forEach(one -> out.entry(one.what(), one.evidence()));
    archive.problems().forEach(problem -> out.entry("problem", problem.reason()));
    try (MemberContent content = new MemberContent(artifact.bytes(), new Budget(Limits.DEFAULT))) {
      for (ZipMember member : archive.members()) {
        describe(member, content, out);
      }
    }
  }

  private static void describe(ZipMember member, MemberContent content, Outline out)
      throws IOException {
    for (Reading reading : member.readings()) {
      String detail = detail(member, reading);
      Optional<MemberContent.Opened> opened =
          member.encrypted() ? Optional.empty() : content.open(reading);
      if (opened.isEmpty()) {
        out.entry(member.name(), detail);
        continue;
      }
      try (Bytes bytes = opened.get().bytes()) {
        if (Formats.identify(new Head(member.name(), bytes)).isEmpty()) {
          out.entry(member.name(), detail);
        } else {
          out.member(member.name(), bytes);
        }
      }
    }
  }

  private static String detail(ZipMember member, Reading reading) {
    String size =
        reading.size() < 0 ? reading.dataLength() + " bytes of data" : reading.size() + " bytes";
    String method = reading.method() == Reading.STORED ? "stored" : "method " + reading.method();
    return size + ", " + method + (member.encrypted() ? ", encrypted" : "");
  }
}
