package org.modelscan.github;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Paths and names as parts of an address (RFC 3986). */
final class UrlPath {
  private UrlPath() {}

  /** A path with its slashes. */
  static String of(String path) {
    return Stream.of(path.split("/", -1)).map(UrlPath::name).collect(Collectors.joining("/"));
  }

  /** A name, slashes and all else of it encoded. */
  static String name(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
