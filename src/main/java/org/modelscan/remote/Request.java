package org.modelscan.remote;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked of a server.
 *
 * @param uri http or https
 * @param headers sent wherever the request is redirected to
 * @param credentials headers that only the host of {@code uri} gets
 * @param body sent by POST; empty for GET
 * @param explanation of what the server refuses with
 */
public record Request(
    URI uri,
    Map<String, String> headers,
    Map<String, String> credentials,
    Optional<String> body,
    Explanation explanation) {
  /** Copies the maps. */
  public Request {
    headers = Map.copyOf(headers);
    credentials = Map.copyOf(credentials);
  }

  /** Puts a refusal into words for the people who use one kind of server. */
  @FunctionalInterface
  public interface Explanation {
    /** General words for all that HTTP can say. */
    Explanation PLAIN = (_, _) -> Optional.empty();

    /**
     * One clause; empty where the general one will do.
     *
     * @param status of HTTP
     * @param code the header X-Error-Code, or an empty string
     */
    Optional<String> of(int status, String code);
  }

  /** A request without a body. */
  public static Request get(URI uri, Map<String, String> credentials, Explanation explanation) {
    return new Request(uri, Map.of(), credentials, Optional.empty(), explanation);
  }

  /** The same with one header more. */
  public Request with(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Request(uri, more, credentials, body, explanation);
  }

  /** The same to where a redirect leads; credentials stay behind where that is another host. */
  Request at(URI other) {
    return new Request(
        other, headers, sameHost(uri, other) ? credentials : Map.of(), body, explanation);
  }

  private static boolean sameHost(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && one.getPort() == other.getPort();
  }
}
