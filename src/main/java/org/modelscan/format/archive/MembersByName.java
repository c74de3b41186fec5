package org.modelscan.format.archive;

import java.io.IOException;
import java.util.Optional;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.container.zip.MemberContent;
import org.modelscan.container.zip.ZipArchive;
import org.modelscan.container.zip.ZipMember;
import org.modelscan.format.Head;

/** Opens members of a ZIP archive that are known by their name. */
public final class MembersByName {
  private MembersByName() {}

  /** Does something with content. */
  @FunctionalInterface
  public interface Reader {
    /** Called with the content, which is closed afterwards. */
    void read(Bytes content) throws IOException;
  }

  /** Opens every member of a name, each in its usual reading; nothing where there is none. */
  public static void read(Head archive, String name, Budget budget, Reader reader)
      throws IOException {
    Optional<ZipArchive> found = archive.zip();
    if (found.isEmpty()) {
      return;
    }
    try (MemberContent content = new MemberContent(archive.content(), budget)) {
      for (ZipMember member : found.get().members()) {
        Optional<MemberContent.Opened> opened =
            member.name().equals(name)
                ? content.open(member.readings().getFirst())
                : Optional.empty();
        if (opened.isPresent()) {
          try (Bytes bytes = opened.get().bytes()) {
            reader.read(bytes);
          }
        }
      }
    }
  }
}
