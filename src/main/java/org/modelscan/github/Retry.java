package org.modelscan.github;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.modelscan.report.Escape;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an answer other than success means ("Rate limits for the REST API" and "Troubleshooting the
 * REST API" in GitHub's documentation).
 */
final class Retry {
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,12}");
  private static final int LONGEST = 300;

  private Retry() {}

  /**
   * How long to wait before the same is asked again; empty where that is of no use.
   *
   * @param attempt counts from 1 on
   */
  static Optional<Duration> after(String method, HttpResponse<byte[]> answer, int attempt) {
    int status = answer.statusCode();
    Optional<Duration> asked = asked(answer.headers());
    if (status == 429 || (status == 403 && asked.isPresent())) {
      return Optional.of(asked.orElse(Duration.ofSeconds(60)));
    }
    // A change that may have been made is not made again: 502 and 504 do not tell.
    boolean again = method.equals("GET") ? status >= 500 : status == 503;
    return again ? Optional.of(asked.orElse(Duration.ofSeconds(1L << attempt))) : Optional.empty();
  }

  private static Optional<Duration> asked(HttpHeaders headers) {
    Optional<Long> seconds = number(headers, "retry-after");
    if (seconds.isPresent()) {
      return seconds.map(Duration::ofSeconds);
    }
    if (number(headers, "x-ratelimit-remaining").filter(left -> left == 0).isEmpty()) {
      return Optional.empty();
    }
    return number(headers, "x-ratelimit-reset")
        .map(Instant::ofEpochSecond)
        .map(reset -> Duration.between(Instant.now(), reset))
        .map(wait -> wait.isNegative() ? Duration.ofSeconds(1) : wait);
  }

  private static Optional<Long> number(HttpHeaders headers, String name) {
    return headers
        .firstValue(name)
        .filter(value -> SECONDS.matcher(value).matches())
        .map(Long::parseLong);
  }

  /** One sentence for a person. */
  static String sentence(String call, HttpResponse<byte[]> answer, Optional<Duration> wait) {
    String said = message(answer);
    String hint = hint(answer.statusCode(), wait);
    return "GitHub answered "
        + answer.statusCode()
        + " to "
        + call
        + (said.isEmpty() ? "" : ": " + said)
        + (hint.isEmpty() ? "" : " (" + hint + ")")
        + ".";
  }

  private static String message(HttpResponse<byte[]> answer) {
    try {
      JsonNode body = JsonMapper.shared().readTree(answer.body());
      String message = body.path("message").asString("");
      return Escape.capped(message.endsWith(".") ? chopped(message) : message, LONGEST);
    } catch (JacksonException noJson) {
      return "";
    }
  }

  private static String chopped(String sentence) {
    return sentence.substring(0, sentence.length() - 1);
  }

  private static String hint(int status, Optional<Duration> wait) {
    return switch (status) {
      case 401 -> "the token is not valid, or no longer";
      case 403, 429 ->
          wait.isPresent()
              ? "too many requests; it asks to wait " + wait.get().toSeconds() + " s"
              : "a permission is missing";
      case 404 -> "it is not there, or the token may not see it";
      case 413 -> "too large";
      default -> status >= 500 ? "a fault of the server" : "";
    };
  }
}
