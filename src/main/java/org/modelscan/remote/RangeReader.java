package org.modelscan.remote;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of one file. Believes nothing that a server says of them: a range has to be the one that
 * was asked for, of a file of the same length and state as before. Safe for use by several threads
 * once {@link #open} has returned.
 */
final class RangeReader {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes ([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})");

  /** What a server answers where a signed address has expired. */
  private static final Set<Integer> EXPIRED = Set.of(400, 401, 403, 404, 410);

  private final Transport transport;
  private final Request origin;
  private volatile URI location;
  private volatile @Nullable Validator validator;

  RangeReader(Transport transport, Request origin) {
    this.transport = transport;
    this.origin = origin;
    this.location = origin.uri();
  }

  /** What the first request brought. */
  sealed interface Opening {
    /** The server gives ranges, and this is the first. */
    record Ranged(byte[] start, long size) implements Opening {}

    /** It gives only all of it, which is on its way. */
    record Whole(Answer answer) implements Opening {}
  }

  /** Asks for the first bytes. */
  Opening open(int length) throws IOException {
    return transport.exchange(
        ranged(origin, 0, length),
        answer -> {
          location = answer.uri();
          if (answer.status() == 200) {
            return new Opening.Whole(answer);
          }
          if (answer.status() == 416) {
            answer.body().close();
            // RFC 9110, 15.5.17: of an empty file no range can be given.
            if (answer.header("Content-Range").filter("bytes */0"::equals).isPresent()) {
              return new Opening.Ranged(new byte[0], 0);
            }
            throw new RemoteFailure(416, "the server refuses the start of the file (416)");
          }
          Range range = range(answer, 0, length);
          validator = Validator.of(range.size(), answer);
          return new Opening.Ranged(body(answer, range), range.size());
        });
  }

  /** Asks for bytes that are there. */
  byte[] fetch(long start, int length) throws IOException {
    URI known = location;
    if (!known.equals(origin.uri())) {
      try {
        return fetch(origin.at(known), start, length);
      } catch (RemoteFailure refused) {
        if (!EXPIRED.contains(refused.status())) {
          throw refused;
        }
      }
    }
    return fetch(origin, start, length);
  }

  private byte[] fetch(Request request, long start, int length) throws IOException {
    Validator known = validator;
    Request ranged = ranged(request, start, length);
    Optional<String> tag = known == null ? Optional.empty() : known.strong();
    return transport.exchange(
        tag.isPresent() ? ranged.with("If-Range", tag.get()) : ranged,
        answer -> {
          location = answer.uri();
          if (answer.status() != 206) {
            answer.body().close();
            throw changed();
          }
          Range range = range(answer, start, length);
          if (known != null && !known.agrees(Validator.of(range.size(), answer))) {
            answer.body().close();
            throw changed();
          }
          return body(answer, range);
        });
  }

  private static RemoteFailure changed() {
    return new RemoteFailure("the file changed while it was read");
  }

  private static Request ranged(Request request, long start, int length) {
    return request.with("Range", "bytes=" + start + "-" + (start + length - 1));
  }

  /** A part of a file. */
  private record Range(int length, long size) {}

  private static Range range(Answer answer, long start, int length) throws IOException {
    Matcher stated = CONTENT_RANGE.matcher(answer.header("Content-Range").orElse(""));
    if (answer.status() == 206 && stated.matches()) {
      long first = Long.parseLong(stated.group(1));
      long last = Long.parseLong(stated.group(2));
      long size = Long.parseLong(stated.group(3));
      if (first == start && last == Math.min(start + length, size) - 1) {
        return new Range((int) (last - first + 1), size);
      }
    }
    answer.body().close();
    throw new RemoteFailure("the server sent another range than was asked for");
  }

  private static byte[] body(Answer answer, Range range) throws IOException {
    try (var body = answer.body()) {
      byte[] content = body.readNBytes(range.length());
      if (content.length < range.length()) {
        throw new IOException(
            "the server sent " + content.length + " of " + range.length() + " bytes");
      }
      if (body.read() >= 0) {
        throw new RemoteFailure("the server sent more than the range that was asked for");
      }
      return content;
    }
  }
}
