package org.modelscan.container.zip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.modelscan.bytes.Budget;
import org.modelscan.bytes.FileBytes;
import org.modelscan.bytes.Limits;

/** Reads the same members as other readers, from archives that all of them accept. */
class OtherReadersTest {
  /** Makes archives of every kind that Python's writer knows, then lists them with its reader. */
  private static final String PYTHON =
      """
      import io, random, sys, zipfile, zlib
      class Unseekable(io.BytesIO):
          def seekable(self): return False
          def seek(self, *_): raise OSError
          def tell(self): raise OSError
      methods = [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
      for seed in range(40):
          r = random.Random(seed)
          out = io.BytesIO() if seed % 3 else Unseekable()
          with zipfile.ZipFile(out, 'w') as z:
              for i in range(r.randrange(1, 12)):
                  info = zipfile.ZipInfo(r.choice(['a/', '', '\u00e4/b/']) + 'm%d' % i)
                  info.compress_type = r.choice(methods)
                  size = r.choice([0, 1, 100, 5000, 70000])
                  data = r.choice([r.randbytes(size), b'ab' * size])
                  with z.open(info, 'w', force_zip64=r.random() < .3) as member:
                      member.write(data)
              if r.random() < .3:
                  z.comment = r.randbytes(r.randrange(300)).replace(b'PK', b'__')
          prefix = r.choice([b'', b'', b'#!/bin/sh\\n', b'x' * 70000])
          path = '%s/%d.zip' % (sys.argv[1], seed)
          with open(path, 'wb') as f:
              f.write(prefix + out.getvalue())
          with zipfile.ZipFile(path) as z:
              for info in z.infolist():
                  data = z.read(info)
                  print(seed, info.filename, len(data), zlib.crc32(data), flush=True)
      """;

  @Test
  void sameAsPython(@TempDir Path folder) throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/python3")), "no python3");
    Process python =
        new ProcessBuilder("python3", "-X", "utf8", "-c", PYTHON, folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Map<String, List<String>> expected = new TreeMap<>();
    for (String line :
        new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .toList()) {
      String[] parts = line.split(" ", 2);
      expected.computeIfAbsent(parts[0], _ -> new ArrayList<>()).add(parts[1]);
    }
    assertThat(python.waitFor()).isZero();
    assertThat(expected).hasSize(40);
    for (Map.Entry<String, List<String>> archive : expected.entrySet()) {
      Path file = folder.resolve(archive.getKey() + ".zip");
      try (FileBytes bytes = new FileBytes(file, new Budget(Limits.DEFAULT))) {
        ZipArchive found = ZipArchive.find(bytes).orElseThrow();
        assertThat(found.contradictions()).as(archive.getKey()).isEmpty();
        assertThat(found.problems()).as(archive.getKey()).isEmpty();
        assertThat(MemberList.of(bytes)).as(archive.getKey()).isEqualTo(archive.getValue());
      }
    }
  }

  /** The jars that this test runs with: real archives of many writers. */
  @Test
  void sameAsJava() throws IOException {
    List<Path> jars =
        Stream.of(System.getProperty("java.class.path").split(":"))
            .filter(name -> name.endsWith(".jar"))
            .map(Path::of)
            .filter(jar -> jar.toFile().length() < 2_000_000)
            .toList();
    assertThat(jars).hasSizeGreaterThan(10);
    for (Path jar : jars) {
      try (FileBytes bytes = new FileBytes(jar, new Budget(Limits.DEFAULT))) {
        ZipArchive archive = ZipArchive.find(bytes).orElseThrow();
        assertThat(archive.contradictions()).as(jar.toString()).isEmpty();
        assertThat(archive.problems()).as(jar.toString()).isEmpty();
        assertThat(MemberList.of(bytes)).as(jar.toString()).isEqualTo(byJava(jar));
      }
    }
  }

  private static List<String> byJava(Path jar) throws IOException {
    List<String> lines = new ArrayList<>();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        lines.add(MemberList.line(entry.getName(), zip.getInputStream(entry).readAllBytes()));
      }
    }
    return lines;
  }
}
