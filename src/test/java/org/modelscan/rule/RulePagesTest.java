package org.modelscan.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pages and code are in step: docs/rules/ID.md is help, documentation and the rule's own data. */
class RulePagesTest {
  private static final Path PAGES = Path.of("docs/rules");
  private static final Rules RULES = new Rules();

  @Test
  void everyPageIsOfARule() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(RuleId.values()).map(rule -> rule.id() + ".md").toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void frontMatterIsComplete(RuleId id) {
    Rule rule = RULES.get(id);
    assertThat(id.id()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    assertThat(rule.title()).matches("[A-Z][^`*_\\[\\]#<>|]*[^.]").hasSizeLessThan(80);
    assertThat(rule.precision()).isIn("very-high", "high", "medium", "low");
    assertThat(rule.cwe()).isNotEmpty().allMatch(cwe -> cwe.matches("CWE-[1-9]\\d*"));
    assertThat(rule.tags()).isNotEmpty().allMatch(tag -> tag.matches("[a-z0-9]+(-[a-z0-9]+)*"));
    assertThat(rule.advice()).matches("[a-z][^`*\\[\\]#<>|]*[^.]").hasSizeLessThan(80);
  }

  /** The summary is plain text in reports; GitHub takes 1,024 characters of it. */
  @ParameterizedTest
  @EnumSource
  void summaryIsPlain(RuleId id) {
    assertThat(RULES.get(id).summary())
        .matches("[A-Z][^`*\\[\\]#<>|]*\\.")
        .hasSizeBetween(60, 1_024);
  }

  @ParameterizedTest
  @EnumSource
  void sectionsStandInOrder(RuleId id) {
    List<String> headings =
        RULES.get(id).page().lines().filter(line -> line.startsWith("#")).toList();
    assertThat(headings)
        .containsExactly(
            "## What was found", "## Why it matters", "## An ordinary reason", "## What to do");
    assertThat(RULES.get(id).page().split("\n## [^\n]*\n", -1))
        .allMatch(section -> section.strip().length() > 20);
  }

  /** Terminals and the plain help text know paragraphs, lists with dashes, code spans and links. */
  @ParameterizedTest
  @EnumSource
  void pagesKeepToSimpleMarkdown(RuleId id) {
    assertThat(RULES.get(id).page().lines())
        .noneMatch(line -> line.matches("\\s*(```.*|~~~.*|\\|.*|>.*|\\*.*|\\+ .*|\\d+\\. .*|<.*)"))
        .noneMatch(line -> line.length() > 120 && line.startsWith(" "));
  }
}
