package org.modelscan.remote;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * How long a server is waited for, and how often it is asked again.
 *
 * @param attempts in all
 * @param pause before the second attempt; each further one is twice as long
 * @param longest pause that a server may ask for
 * @param idle how long nothing may come
 */
public record Patience(int attempts, Duration pause, Duration longest, Duration idle) {
  /** For servers of the internet. */
  public static final Patience DEFAULT =
      new Patience(5, Duration.ofMillis(500), Duration.ofSeconds(60), Duration.ofSeconds(30));

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  /**
   * The pause before the next attempt, a little longer for some than for others, so that many
   * readers do not come back at once.
   */
  Duration before(int attempt) {
    long millis = pause.toMillis() << Math.min(20, attempt - 1);
    return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
  }

  /** What a server asks for by Retry-After (RFC 9110, 10.2.3): seconds, or a date. */
  static Optional<Duration> asked(HttpHeaders headers) {
    Optional<String> value = headers.firstValue("Retry-After");
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (SECONDS.matcher(value.get()).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value.get())));
    }
    try {
      Instant until =
          ZonedDateTime.parse(value.get(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration left = Duration.between(Instant.now(), until);
      return Optional.of(left.isNegative() ? Duration.ZERO : left);
    } catch (DateTimeException neither) {
      return Optional.empty();
    }
  }
}
