package org.modelscan.format.pointer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelscan.Scanned;
import org.modelscan.bytes.MalformedInput;
import org.modelscan.scan.Outcome;

class PointerTest {
  private static final String OID =
      "4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393";
  private static final String TEXT =
      "version https://git-lfs.github.com/spec/v1\noid sha256:" + OID + "\nsize 4200000000\n";

  @Test
  void pointerIsReadAsItsSpecificationHasIt() throws IOException {
    assertThat(LfsPointer.isPointer(TEXT.getBytes(UTF_8))).isTrue();
    assertThat(LfsPointer.parse(TEXT.getBytes(UTF_8)))
        .isEqualTo(new LfsPointer(OID, 4_200_000_000L));
  }

  @Test
  void longTextIsNoPointer() {
    assertThat(LfsPointer.isPointer((TEXT + " ".repeat(1024)).getBytes(UTF_8))).isFalse();
    assertThat(
            LfsPointer.isPointer("version https://git-lfs.github.com/spec/v12\n".getBytes(UTF_8)))
        .isFalse();
  }

  @Test
  void problemHasItsOffset() {
    byte[] broken = TEXT.replace("sha256:", "sha1:").getBytes(UTF_8);
    assertThatThrownBy(() -> LfsPointer.parse(broken))
        .isInstanceOfSatisfying(
            MalformedInput.class, malformed -> assertThat(malformed.offset()).isEqualTo(43));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model.safetensors",
        "a/b.c/model.PKL",
        "weights",
        "model.pkl.1",
        "model.pt.bak",
        "bert-1.5",
        "models.tar.gz",
        ".weights.bin"
      })
  void modelsCount(String name) {
    assertThat(Scanned.content(name, TEXT.getBytes(UTF_8)).outcome())
        .isEqualTo(
            new Outcome.NotScanned(
                "Git LFS pointer (4.2 GB): check out with lfs: true, or set lfs: fetch"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cat.png", "notes.txt", "table.csv", "models.zip/cat.jpeg", "film.1.mp4"})
  void otherFilesDoNot(String name) {
    assertThat(Scanned.content(name, TEXT.getBytes(UTF_8)).outcome())
        .isEqualTo(new Outcome.NotAModel());
  }

  @Test
  void outputsOfDvcAreListed() {
    String text =
        """
        md5: 1
        wdir: ../models
        deps:
        - md5: 2
          path: model.bin
        outs:
        - md5: 3.dir
          path: "folder"
        -   path: a b.pkl
            size: 12
            etag: '4'
        - path: uncached.pkl
          md5: 5
          cache: false
        - path: unhashed.pkl
        meta:
          md5: 6
          path: other.pkl
        """;
    assertThat(DvcPointer.parse(text).outputs())
        .containsExactly(
            new DvcPointer.Output("../models/folder", -1),
            new DvcPointer.Output("../models/a b.pkl", 12));
  }
}
