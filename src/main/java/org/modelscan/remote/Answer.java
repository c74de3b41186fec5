package org.modelscan.remote;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a server answered.
 *
 * @param uri where the redirects led
 * @param body to be closed by who reads it
 */
public record Answer(URI uri, int status, HttpHeaders headers, InputStream body) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  /** The first header of a name. */
  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** The length that the server announces for the body; -1 where it does not. */
  public long length() {
    return header("Content-Length")
        .filter(length -> NUMBER.matcher(length).matches())
        .map(Long::parseLong)
        .orElse(-1L);
  }
}
