package org.modelscan.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.modelscan.policy.Glob;

class GlobTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '"',
      value = {
        // A name at any depth, and what is below a folder of that name.
        "*.pkl model.pkl",
        "*.pkl a/b/model.pkl",
        "models models/a.pt",
        "models x/models/y/a.pt",
        "models/ models/a.pt",
        // Relative to the root.
        "/models models/a.pt",
        "./models models/a.pt",
        "models/*.pt models/a.pt",
        "models/** models/a/b.pt",
        "models/** models",
        "**/*.pt a.pt",
        "**/*.pt a/b/c.pt",
        "a/**/c.pt a/c.pt",
        "a/**/c.pt a/b/b/c.pt",
        "a/** a/.hidden",
        "** anything/at/all",
        // One character, and either.
        "?.pt ä.pt",
        "?.pt 😀.pt",
        "[a-c]?.pt b1.pt",
        "[!a-c].pt d.pt",
        "[^a-c].pt d.pt",
        "[]].pt ].pt",
        "[a-].pt -.pt",
        "*.{pt,pth} a.pth",
        "{a,b/c}/d b/c/d",
        // Taken as they are.
        "\\*.pt *.pt",
        "a+b(c).pt a+b(c).pt",
        "a,b.pt a,b.pt",
        "a}.pt a}.pt",
        "\"two words\" \"two words\"",
      })
  void matches(String glob, String path) {
    assertThat(Glob.parse(glob).matches(path)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "*.pkl model.pkl.txt",
        "*.pkl modelXpkl",
        "*.pkl MODEL.PKL",
        "/models x/models/a.pt",
        "models/*.pt models/x/a.pt",
        "models/*.pt x/models/a.pt",
        "models/** modelsx/a.pt",
        "a/**/c.pt xa/c.pt",
        "a?b a/b",
        "a[!x]b a/b",
        "a[/]b a/b",
        "*.{pt,pth} a.ptx",
        "\\*.pt a.pt",
      })
  void doesNotMatch(String glob, String path) {
    assertThat(Glob.parse(glob).matches(path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "./", "[a", "a[", "[!", "{a,b", "a\\", "[z-a]"})
  void brokenPatternsAreRefused(String glob) {
    assertThatThrownBy(() -> Glob.parse(glob)).isInstanceOf(PatternSyntaxException.class);
  }

  @Test
  void exclusionWinsAndPrunesFolders() {
    Filter filter =
        new Filter(List.of(Glob.parse("*.pkl")), List.of(Glob.parse("node_modules/**")));

    assertThat(filter.takes("a/model.pkl")).isTrue();
    assertThat(filter.takes("a/model.pt")).isFalse();
    assertThat(filter.takes("node_modules/model.pkl")).isFalse();
    assertThat(filter.enters("node_modules")).isFalse();
    assertThat(filter.enters("a")).isTrue();
  }
}
