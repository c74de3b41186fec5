package org.modelscan.container.tar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.Bytes;
import org.modelscan.bytes.FileBytes;
import org.modelscan.bytes.Limits;
import org.modelscan.fact.Fact;
import org.modelscan.fact.Facts;

/** Reads the same members as Python, from archives of every dialect that Python and GNU write. */
class OtherReadersTest {
  private static final String PYTHON =
      """
      import io, os, random, subprocess, sys, tarfile, zlib
      folder = sys.argv[1]
      formats = [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]
      for seed in range(30):
          r = random.Random(seed)
          with tarfile.open('%s/%d.tar' % (folder, seed), 'w', format=formats[seed % 3]) as t:
              for i in range(r.randrange(1, 12)):
                  long = 'long/' * 30 if seed % 3 else ''
                  info = tarfile.TarInfo(r.choice(['a/', '', long]) + 'm%d' % i)
                  info.type = r.choice([b'0', b'0', b'0', b'5', b'2', b'1'])
                  if info.type == b'0':
                      data = r.randbytes(r.choice([0, 1, 511, 512, 513, 70000]))
                      info.size = len(data)
                      t.addfile(info, io.BytesIO(data))
                  else:
                      info.linkname = 'm0'
                      t.addfile(info)
      for layout in ['gnu', 'pax --sparse-version=0.0', 'pax --sparse-version=0.1', 'pax --sparse-version=1.0']:
          name = 'sparse' + layout[-3:]
          with open(os.path.join(folder, 'holes'), 'wb') as f:
              for i in range(12):
                  f.seek(300000 * i)
                  f.write(b'piece %d' % i * 900)
              f.truncate(4000000)
          subprocess.run(['tar', '-C', folder, '-S', '-cf', '%s/%s.tar' % (folder, name),
                          *('--format=' + layout).split(), 'holes'], check=True)
      for name in sorted(os.listdir(folder)):
          if not name.endswith('.tar'):
              continue
          with tarfile.open(os.path.join(folder, name)) as t:
              for info in t:
                  data = t.extractfile(info).read() if info.isreg() else b''
                  print(name, info.name, len(data), zlib.crc32(data), flush=True)
      """;

  @Test
  void sameAsPython(@TempDir Path folder) throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/python3")), "no python3");
    Process python =
        new ProcessBuilder("python3", "-X", "utf8", "-c", PYTHON, folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> expected =
        new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    assertThat(python.waitFor()).isZero();
    assertThat(expected).hasSizeGreaterThan(100);
    List<String> found = new ArrayList<>();
    List<String> archives =
        expected.stream().map(line -> line.split(" ", 2)[0]).distinct().toList();
    for (String archive : archives) {
      try (Bytes bytes = new FileBytes(folder.resolve(archive), new Budget(Limits.DEFAULT))) {
        TarReader reader = new TarReader(bytes, new NothingStated(archive));
        Optional<TarMember> member = reader.next();
        while (member.isPresent()) {
          found.add(archive + " " + line(member.get()));
          member = reader.next();
        }
        assertThat(reader.garbage()).as(archive).isEqualTo(-1);
      }
    }
    assertThat(found).containsExactlyElementsOf(expected);
  }

  private static String line(TarMember member) throws IOException {
    byte[] content =
        member.contents().isEmpty()
            ? new byte[0]
            : member.contents().getFirst().upTo(0, Integer.MAX_VALUE - 16);
    CRC32 crc = new CRC32();
    crc.update(content);
    String name = member.name();
    String asPython = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    return asPython + " " + content.length + " " + crc.getValue();
  }

  /** Ordinary archives contradict nothing. */
  private record NothingStated(String archive, Budget budget) implements Facts {
    NothingStated(String archive) {
      this(archive, new Budget(Limits.DEFAULT));
    }

    @Override
    public void fact(Fact fact) {
      throw new AssertionError(archive + ": " + fact);
    }

    @Override
    public void member(String name, Bytes content) {
      throw new AssertionError(archive + ": " + name);
    }

    @Override
    public void incomplete(long offset, String reason) {
      throw new AssertionError(archive + ": " + reason);
    }

    @Override
    public void notScanned(String name, String reason) {
      throw new AssertionError(archive + ": " + reason);
    }

    @Override
    public void doubtful() {
      throw new AssertionError(archive);
    }
  }
}
