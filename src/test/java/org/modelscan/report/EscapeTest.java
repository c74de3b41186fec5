package org.modelscan.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EscapeTest {
  @Test
  void ordinaryTextStaysAsItIs() {
    for (String text : new String[] {"models/a b.pkl", "模型/é.pt", "x[1:2]", "std::string", "🎉"}) {
      assertThat(Escape.forTerminal(text)).isEqualTo(text);
    }
  }

  @Test
  void whatCannotBeSeenIsSpelledOut() {
    assertThat(Escape.visible("a\nb\u001b\u009b\u202e\ud800\u200d\udb40\udc41"))
        .isEqualTo("a\\nb\\x1b\\x9b\\u202e\\ud800\\u200d\\U000e0041");
  }

  @Test
  void logsTakeNoCommands() {
    assertThat(Escape.forTerminal("::error::x")).isEqualTo("\\x3a:error::x");
    assertThat(Escape.forTerminal("a ::error::x")).isEqualTo("a \\x3a:error::x");
    assertThat(Escape.forTerminal("a##[error]x")).isEqualTo("a#\\x23[error]x");
  }

  @Test
  void markdownIsCode() {
    assertThat(Escape.forMarkdown("a|b`<c>@d www.e"))
        .isEqualTo("<code>a&#124;b&#96;&#60;c&#62;&#64;d www&#46;e</code>");
  }

  @Test
  void longTextIsCutBetweenCharacters() {
    assertThat(Escape.capped("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Escape.capped("abcdefg", 6)).isEqualTo("abcde…");
    assertThat(Escape.capped("abcd\ud83d\ude00xyz", 6)).isEqualTo("abcd…");
  }

  @Test
  void halvesOfCharactersAreReplaced() {
    assertThat(Escape.wellFormed("a\ud800b\udc00\ud83d\ude00"))
        .isEqualTo("a\ufffdb\ufffd\ud83d\ude00");
  }
}
