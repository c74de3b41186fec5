package org.modelscan.container.zip;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.Limits;

/** What an archive holds, one line a member: name, length and checksum of the content. */
final class MemberList {
  private MemberList() {}

  static List<String> of(Bytes bytes) throws IOException {
    List<String> lines = new ArrayList<>();
    ZipArchive archive = ZipArchive.find(bytes).orElseThrow();
    try (MemberContent content = new MemberContent(bytes, new Budget(Limits.DEFAULT))) {
      for (ZipMember member : archive.members()) {
        MemberContent.Opened opened = content.open(member.readings().getFirst()).orElseThrow();
        try (Bytes inside = opened.bytes()) {
          lines.add(line(member.name(), inside.upTo(0, Integer.MAX_VALUE - 16)));
        }
      }
    }
    return lines;
  }

  static String line(String name, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(content);
    return name + " " + content.length + " " + crc.getValue();
  }
}
