package org.modelscan.source.hub;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelscan.source.hub.HubReference.Kind;

class HubReferenceTest {
  @ParameterizedTest
  @CsvSource({
    "owner/name, MODEL, owner/name, main, ''",
    "gpt2, MODEL, gpt2, main, ''",
    "hf://owner/name, MODEL, owner/name, main, ''",
    "hf://models/owner/name, MODEL, owner/name, main, ''",
    "hf://owner/name@v1.0, MODEL, owner/name, v1.0, ''",
    "owner/name@refs/pr/3, MODEL, owner/name, refs/pr/3, ''",
    "hf://owner/name@refs%2Fpr%2F3/a.bin, MODEL, owner/name, refs/pr/3, a.bin",
    "hf://owner/name@refs/pr/3/a/b.bin, MODEL, owner/name, refs/pr/3, a/b.bin",
    "hf://datasets/owner/name/a b.bin, DATASET, owner/name, main, a b.bin",
    "hf://spaces/owner/na.me_-1@main/folder/, SPACE, owner/na.me_-1, main, folder",
  })
  void isRead(String written, Kind kind, String repository, String revision, String path) {
    assertThat(HubReference.parse(written))
        .contains(new HubReference(kind, repository, revision, path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hf://",
        "/name",
        "owner/",
        "a b/c",
        "owner/../x",
        "owner/..",
        "o..r/name",
        "owner/name@",
        "owner/name@..",
        "owner/name@a b",
        "hf://owner/name/../../api",
        "hf://owner/name/a//b",
        "hf://owner/name/./b",
        "hf://owner/name/a\\b",
        "owner/name?x",
        "owner/name#x",
        "https://huggingface.co/owner/name",
        "-owner/name",
        "owner/name-."
      })
  void isNone(String written) {
    assertThat(HubReference.parse(written)).isEmpty();
  }

  @Test
  void pathsAreResolvedInsideTheRepository() {
    assertThat(RepositoryPath.resolve("a/b", "../c.bin")).contains("a/c.bin");
    assertThat(RepositoryPath.resolve("", "./c.bin")).contains("c.bin");
    assertThat(RepositoryPath.resolve("a", "../../c.bin")).isEmpty();
    assertThat(RepositoryPath.resolve("a", "/c.bin")).isEmpty();
    assertThat(RepositoryPath.encode("ä b/c?#%.bin")).isEqualTo("%C3%A4%20b/c%3F%23%25.bin");
  }
}
