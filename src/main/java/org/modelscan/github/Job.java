package org.modelscan.github;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the runner tells a job by its environment ("Variables" in GitHub's documentation of
 * workflows). A variable that is empty or blank counts as not set: that is how the runner passes an
 * input that was not given. Nothing here goes through a shell.
 *
 * @param environment all variables
 */
public record Job(Map<String, String> environment) {
  private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+");
  private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Copies the map. */
  public Job {
    environment = Map.copyOf(environment);
  }

  /** A variable, without the blanks around it. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  Optional<String> input(Input input) {
    return variable(input.variable());
  }

  /** The lines of an input, without the empty ones. */
  List<String> lines(Input input) {
    return input(input).stream()
        .flatMap(String::lines)
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }

  /** What triggered the run, such as {@code pull_request}; empty outside of a workflow. */
  String eventName() {
    return variable("GITHUB_EVENT_NAME").orElse("");
  }

  Optional<Path> eventFile() throws BadInput {
    return path("GITHUB_EVENT_PATH");
  }

  Optional<Path> summaryFile() throws BadInput {
    return path("GITHUB_STEP_SUMMARY");
  }

  Optional<Path> outputFile() throws BadInput {
    return path("GITHUB_OUTPUT");
  }

  Optional<Path> temporaryFolder() throws BadInput {
    return path("RUNNER_TEMP");
  }

  /** The folder that the repository is checked out in or below. */
  Path workspace() throws BadInput {
    return path("GITHUB_WORKSPACE").orElse(Path.of("")).toAbsolutePath().normalize();
  }

  /** Such as {@code octocat/hello-world}. */
  Optional<String> repository() throws BadInput {
    Optional<String> name = variable("GITHUB_REPOSITORY");
    if (name.isPresent() && !REPOSITORY.matcher(name.get()).matches()) {
      throw new BadInput("GITHUB_REPOSITORY: " + name.get() + " is no owner/name");
    }
    return name;
  }

  /** What was pushed, or the merge that a pull request would make. */
  Optional<String> sha() {
    return variable("GITHUB_SHA").filter(Job::isSha);
  }

  Optional<String> ref() {
    return variable("GITHUB_REF");
  }

  /** Where the API is: another host in GitHub Enterprise Server. */
  URI api() throws BadInput {
    return address("GITHUB_API_URL", "https://api.github.com");
  }

  /** How long one call of the API may take: MODELSCAN_API_TIMEOUT in seconds, else 30. */
  Duration patience() throws BadInput {
    Optional<String> seconds = variable("MODELSCAN_API_TIMEOUT");
    if (seconds.isPresent() && !seconds.get().matches("[1-9][0-9]{0,3}")) {
      throw new BadInput("MODELSCAN_API_TIMEOUT: " + seconds.get() + " is no number of seconds");
    }
    return seconds.map(value -> Duration.ofSeconds(Long.parseLong(value))).orElse(PATIENCE);
  }

  static boolean isSha(String text) {
    return SHA.matcher(text).matches();
  }

  private Optional<Path> path(String name) throws BadInput {
    try {
      return variable(name).map(Path::of);
    } catch (InvalidPathException invalid) {
      throw new BadInput(name + ": " + invalid.getReason());
    }
  }

  private URI address(String name, String otherwise) throws BadInput {
    String value = variable(name).orElse(otherwise);
    try {
      URI address = new URI(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
      String scheme = String.valueOf(address.getScheme());
      if (address.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
        return address;
      }
    } catch (URISyntaxException invalid) {
      // Said below.
    }
    throw new BadInput(name + ": " + value + " is no address");
  }
}
