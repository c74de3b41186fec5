package org.modelscan.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileListTest {
  @Test
  void linesAreRelativeToTheCurrentFolder() {
    assertThat(FileList.parse("a.pkl\n\nb/c d.pt\r\n/x/y.pt".getBytes(UTF_8)))
        .containsExactly(
            Path.of("a.pkl").toAbsolutePath(),
            Path.of("b/c d.pt").toAbsolutePath(),
            Path.of("/x/y.pt"));
  }

  @Test
  void oneNulMakesLineFeedsPartOfNames() {
    assertThat(FileList.parse("a\nb.pkl\0c\r\0\0".getBytes(UTF_8)))
        .containsExactly(Path.of("a\nb.pkl").toAbsolutePath(), Path.of("c\r").toAbsolutePath());
  }

  @Test
  void emptyListHasNoPaths() {
    assertThat(FileList.parse(new byte[0])).isEmpty();
    assertThat(FileList.parse("\n\n".getBytes(UTF_8))).isEmpty();
  }

  @Test
  void namesOfAnyEncodingAreFound(@TempDir Path folder) throws Exception {
    byte[] latin1 = (folder + "/caf\u00e9 %41.pkl").getBytes(ISO_8859_1);
    Path file = FileList.parse(latin1).getFirst();
    Files.write(file, new byte[1]);

    assertThat(FileList.parse(latin1).getFirst()).isRegularFile();
    assertThat(RawPath.name(file)).isEqualTo("caf\\xe9 %41.pkl");
    try (var entries = Files.list(folder)) {
      assertThat(entries.map(RawPath::name)).containsExactly("caf\\xe9 %41.pkl");
    }
  }
}
