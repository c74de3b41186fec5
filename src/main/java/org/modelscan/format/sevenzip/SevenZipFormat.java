package org.modelscan.format.sevenzip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.PasswordRequiredException;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.InflatedBytes;
import org.modelscan.bytes.Limits;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.container.MemberPath;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;
import org.modelscan.format.Artifact;
import org.modelscan.format.Format;
import org.modelscan.format.Head;
import org.modelscan.format.Identity;
import org.modelscan.format.Match;
import org.modelscan.format.Outline;

/** 7z archives; 7zFormat.txt of the LZMA SDK. Read by a library, within a bound on its memory. */
public final class SevenZipFormat implements Format {
  /** Enough for what {@code 7z -mx=9} has asked for in most of its versions: 64 MiB. */
  private static final int MEMORY = 72 << 20;

  private static final int LONGEST_PATH = 4096;

  /** The upper half of the attributes holds Unix modes (7-Zip's FILE_ATTRIBUTE_UNIX_EXTENSION). */
  private static final int UNIX_EXTENSION = 1 << 15;

  @Override
  public Identity identity() {
    return new Identity(
        "7z",
        "7z archive",
        Identity.Kind.CONTAINER,
        "the signature 37 7A BC AF 27 1C",
        "every member by its content, links and names that lead out",
        "its members");
  }

  @Override
  public Match probe(Head head) {
    return head.has(0, '7', 'z', 0xbc, 0xaf, 0x27, 0x1c) ? Match.SURE : Match.NO;
  }

  /** What is done with a member's content. */
  @FunctionalInterface
  private interface Visitor {
    void visit(SevenZArchiveEntry entry, InflatedBytes content) throws IOException;
  }

  @Override
  public void read(Artifact artifact, Facts out) throws IOException {
    Visitor visitor =
        (entry, content) -> {
          String name = name(entry);
          if (MemberPath.leaves(name)) {
            out.fact(new Fact.ExternalFile(-1, "archive member's name", name));
          }
          if (isLink(entry)) {
            String target = new String(content.upTo(0, LONGEST_PATH), StandardCharsets.UTF_8);
            if (MemberPath.linkLeaves(name, target)) {
              out.fact(new Fact.ExternalFile(-1, "symbolic link " + name, target));
            }
          }
          out.member(name, content);
          List<InflatedBytes.Damage> damage = content.damage();
          if (!damage.isEmpty()) {
            out.incomplete(-1, name + ": " + damage.getFirst().reason());
          }
        };
    out.budget().claimMemory(MEMORY);
    try (SevenZFile archive = open(artifact.bytes())) {
      for (SevenZArchiveEntry entry : archive.getEntries()) {
        if (!entry.hasStream()) {
          continue;
        }
        out.budget().time();
        try {
          visit(archive, entry, out.budget(), visitor);
        } catch (PasswordRequiredException encrypted) {
          out.notScanned(name(entry), "encrypted");
        }
      }
    } catch (PasswordRequiredException encrypted) {
      out.notScanned("", "the list of members is encrypted");
    } catch (MemoryLimitException large) {
      throw new MalformedInput(-1, "needs more memory than is allowed");
    } finally {
      out.budget().releaseMemory(MEMORY);
    }
  }

  private static void visit(
      SevenZFile archive, SevenZArchiveEntry entry, Budget budget, Visitor visitor)
      throws IOException {
    InputStream first = archive.getInputStream(entry); // says at once where a password is needed
    first.close();
    InflatedBytes.Opener opener = () -> archive.getInputStream(entry);
    try (InflatedBytes content = new InflatedBytes(opener, budget)) {
      visitor.visit(entry, content);
    }
  }

  @Override
  public void describe(Artifact artifact, Outline out) throws IOException {
    Budget budget = new Budget(Limits.DEFAULT);
    try (SevenZFile archive = open(artifact.bytes())) {
      for (SevenZArchiveEntry entry : archive.getEntries()) {
        if (entry.hasStream()) {
          visit(archive, entry, budget, (one, content) -> out.member(name(one), content));
        }
      }
    }
  }

  private static SevenZFile open(Bytes bytes) throws IOException {
    try {
      return SevenZFile.builder()
          .setSeekableByteChannel(new BytesChannel(bytes))
          .setMaxMemoryLimitKiB(MEMORY >> 10)
          .get();
    } catch (PasswordRequiredException | MemoryLimitException said) {
      throw said;
    } catch (IOException | RuntimeException damaged) {
      throw new MalformedInput(-1, "the list of members is damaged: " + damaged.getMessage());
    }
  }

  private static String name(SevenZArchiveEntry entry) {
    String name = entry.getName();
    return name == null ? "content" : name;
  }

  private static boolean isLink(SevenZArchiveEntry entry) {
    int attributes = entry.getWindowsAttributes();
    return entry.getHasWindowsAttributes()
        && (attributes & UNIX_EXTENSION) != 0
        && attributes >>> 28 == 0xa;
  }
}
