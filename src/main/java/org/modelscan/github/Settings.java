package org.modelscan.github;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.modelscan.policy.Config;
import org.modelscan.policy.Glob;
import org.modelscan.policy.Spelling;
import org.modelscan.rule.Severity;
import org.modelscan.source.LfsMode;

/**
 * What the workflow tells the action by its inputs. An input that is not given is empty here, so
 * that a policy file can set it.
 *
 * @param paths relative to the workspace
 * @param changedOnly whether only what the event changes is scanned
 * @param gateChanged whether only what the event changes can fail; empty where nothing is said
 * @param config what inputs say of the policy
 * @param configFile the policy file; empty where nothing is said
 * @param baseline the file of known findings
 * @param category tells apart several uploads and comments, without a slash at its end
 * @param lfs what is done about pointers of Git LFS
 */
record Settings(
    List<String> paths,
    boolean changedOnly,
    Optional<Boolean> gateChanged,
    Config config,
    Optional<String> configFile,
    Optional<String> baseline,
    String sarifFile,
    String jsonFile,
    Upload upload,
    String category,
    Commenting comment,
    String commentAuthor,
    boolean summary,
    boolean annotations,
    LfsMode lfs,
    Optional<String> report,
    Optional<String> token) {

  /** Whether results go to code scanning. */
  enum Upload {
    AUTO,
    ALWAYS,
    NEVER
  }

  /** When a pull request is commented on. */
  enum Commenting {
    ON_FINDINGS,
    ALWAYS,
    NEVER
  }

  /** What can stand inside an HTML comment and in an identifier of SARIF. */
  private static final Pattern CATEGORY = Pattern.compile("[A-Za-z0-9 ._/:()+-]{1,100}");

  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,1000}");
  private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9_-]{1,100}(\\[bot\\])?");

  /** Reads the inputs. */
  static Settings of(Job job) throws BadInput {
    List<String> paths = job.lines(Input.PATH);
    return new Settings(
        paths.isEmpty() ? List.of(".") : paths,
        choice(job, Input.SCOPE, "all", "changed").equals("changed"),
        job.input(Input.GATE).isEmpty()
            ? Optional.empty()
            : Optional.of(choice(job, Input.GATE, "all", "changed").equals("changed")),
        config(job),
        job.input(Input.CONFIG),
        job.input(Input.BASELINE),
        job.input(Input.SARIF_FILE).orElse("modelscan.sarif"),
        job.input(Input.JSON_FILE).orElse("modelscan.json"),
        upload(job),
        category(job),
        commenting(job),
        matching(job, Input.COMMENT_AUTHOR, LOGIN, "github-actions[bot]"),
        flag(job, Input.SUMMARY),
        flag(job, Input.ANNOTATIONS),
        LfsMode.named(choice(job, Input.LFS, "auto", "fetch", "report")).orElseThrow(),
        job.input(Input.REPORT),
        token(job));
  }

  private static Config config(Job job) throws BadInput {
    return new Config(
        failOn(job),
        severity(job, Input.MIN_SEVERITY),
        job.input(Input.INCOMPLETE).isEmpty()
            ? Optional.empty()
            : Optional.of(choice(job, Input.INCOMPLETE, "fail", "warn").equals("fail")),
        globs(job, Input.INCLUDE),
        globs(job, Input.EXCLUDE),
        Config.EMPTY.trusted(),
        Config.EMPTY.off(),
        Config.EMPTY.allowed());
  }

  private static Optional<Config.FailOn> failOn(Job job) throws BadInput {
    if (job.input(Input.FAIL_ON).filter("never"::equalsIgnoreCase).isPresent()) {
      return Optional.of(new Config.FailOn(Optional.empty()));
    }
    Optional<Severity> lowest = severity(job, Input.FAIL_ON);
    return lowest.map(level -> new Config.FailOn(Optional.of(level)));
  }

  private static Optional<Severity> severity(Job job, Input input) throws BadInput {
    if (job.input(input).isEmpty()) {
      return Optional.empty();
    }
    List<String> names =
        new ArrayList<>(Stream.of(Severity.values()).map(Severity::id).toList().reversed());
    if (input == Input.FAIL_ON) {
      names.add("never");
    }
    String name = choice(job, input, names.toArray(String[]::new));
    return Optional.of(Severity.valueOf(name.toUpperCase(Locale.ROOT)));
  }

  private static List<Glob> globs(Job job, Input input) throws BadInput {
    List<Glob> globs = new ArrayList<>();
    for (String pattern : job.lines(input)) {
      try {
        globs.add(Glob.parse(pattern));
      } catch (PatternSyntaxException broken) {
        throw new BadInput(
            input.id() + ": the pattern '" + pattern + "' " + broken.getDescription());
      }
    }
    return globs;
  }

  private static Upload upload(Job job) throws BadInput {
    return switch (choice(job, Input.UPLOAD_SARIF, "auto", "always", "never", "true", "false")) {
      case "always", "true" -> Upload.ALWAYS;
      case "never", "false" -> Upload.NEVER;
      default -> Upload.AUTO;
    };
  }

  private static Commenting commenting(Job job) throws BadInput {
    return switch (choice(job, Input.COMMENT, "on-findings", "always", "never", "true", "false")) {
      case "always", "true" -> Commenting.ALWAYS;
      case "never", "false" -> Commenting.NEVER;
      default -> Commenting.ON_FINDINGS;
    };
  }

  private static String category(Job job) throws BadInput {
    String category = matching(job, Input.CATEGORY, CATEGORY, "modelscan");
    return category.endsWith("/") ? category.substring(0, category.length() - 1) : category;
  }

  /** The value itself stays out of the message. */
  private static Optional<String> token(Job job) throws BadInput {
    Optional<String> token = job.input(Input.TOKEN);
    if (token.isPresent() && !TOKEN.matcher(token.get()).matches()) {
      throw new BadInput("token: it holds characters that no token has");
    }
    return token;
  }

  private static boolean flag(Job job, Input input) throws BadInput {
    return choice(job, input, "true", "false").equals("true");
  }

  private static String matching(Job job, Input input, Pattern pattern, String otherwise)
      throws BadInput {
    String value = job.input(input).orElse(otherwise);
    if (!pattern.matcher(value).matches()) {
      throw new BadInput(input.id() + ": '" + value + "' holds characters that it cannot have");
    }
    return value;
  }

  /** One of some words, in any case; the first where none is given. */
  private static String choice(Job job, Input input, String... words) throws BadInput {
    String value = job.input(input).orElse(words[0]).toLowerCase(Locale.ROOT);
    List<String> choices = List.of(words);
    if (!choices.contains(value)) {
      throw new BadInput(
          input.id()
              + ": '"
              + value
              + "' is none of "
              + String.join(", ", choices)
              + Spelling.hint(value, choices));
    }
    return value;
  }
}
