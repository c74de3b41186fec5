package org.modelscan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How arguments are written, and how not. */
class ArgumentsTest {
  private static final Specification SPECIFICATION =
      new Specification(
          "program [OPTION]... FILE...",
          "Does something.",
          new Specification.Positional("FILE", true, "What with."),
          List.of(
              Option.flag("Says less.", "-q", "--quiet"),
              Option.flag("Says more.", "-v", "--verbose"),
              Option.one("FILE", "Where to.", "-o", "--output"),
              Option.many("GLOB", "What.", "-hf", "--include")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--output=x f",
        "--output x f",
        "-o x f",
        "-o=x f",
        "-ox f",
        "f -qox",
        "-qo x -- f",
        "f --output=x",
      })
  void valuesAreWrittenInManyWays(String written) throws UsageError {
    Arguments arguments = parse(written);
    assertThat(arguments.value("--output")).contains("x");
    assertThat(arguments.value("-o")).contains("x");
    assertThat(arguments.positional()).containsExactly("f");
  }

  @Test
  void valuesMayBeEmptyOrBeginWithADash() throws UsageError {
    assertThat(parse("f --output=").value("-o")).contains("");
    assertThat(parse("f -o -").value("-o")).contains("-");
    assertThat(parse("f --output -x").value("-o")).contains("-x");
    assertThat(parse("f --output=a=b").value("-o")).contains("a=b");
  }

  @Test
  void someAreRepeated() throws UsageError {
    Arguments arguments = parse("-hf a -hf=b --include c -qq f");
    assertThat(arguments.values("-hf")).containsExactly("a", "b", "c");
    assertThat(arguments.has("--quiet")).isTrue();
    assertThat(arguments.has("--verbose")).isFalse();
    assertThat(arguments.value("-o")).isEmpty();
  }

  @Test
  void whatFollowsTwoDashesIsNoOption() throws UsageError {
    assertThat(parse("- -- -q -- @f").positional()).containsExactly("-", "-q", "--", "@f");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-q | Missing required parameter: 'FILE'",
        "f -o | Missing required parameter for option '--output' (FILE)",
        "-o --quiet f | Missing required parameter for option '--output' (FILE)",
        "-o --include=x f | Missing required parameter for option '--output' (FILE)",
        "f -o -- | Missing required parameter for option '--output' (FILE)",
        "-o a -o b f | option '--output' (FILE) should be specified only once",
        "--quiet=yes f | option '--quiet' takes no value",
        "-q=1 f | option '--quiet' takes no value",
        "--quite f | unknown option --quite; did you mean --quiet?",
        "--xyzzy=secret f | unknown option --xyzzy",
        "-qx f | unknown option -qx; did you mean -q?",
        "-hfx f | unknown option -hfx; did you mean -hf?",
      })
  void mistakesAreNamed(String written, String message) {
    assertThat(catchThrowableOfType(UsageError.class, () -> parse(written))).hasMessage(message);
  }

  @Test
  void helpNeedsNothingElse() throws UsageError {
    assertThat(parse("-h").asksForHelp()).isTrue();
    assertThat(parse("--help").help())
        .isEqualTo(
            """
            Usage: program [OPTION]... FILE...

            Does something.

                  FILE                   What with.
              -q, --quiet                Says less.
              -v, --verbose              Says more.
              -o, --output=FILE          Where to.
              -hf, --include=GLOB        What.
              -h, --help                 Print this help.
            """);
  }

  private static Arguments parse(String written) throws UsageError {
    return Arguments.parse(SPECIFICATION, List.of(written.split(" ")));
  }
}
