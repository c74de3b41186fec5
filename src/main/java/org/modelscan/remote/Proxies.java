package org.modelscan.remote;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that the environment names in {@code https_proxy} and {@code http_proxy}, and the
 * hosts that {@code no_proxy} excepts; also in capitals. This machine is never asked through one.
 *
 * @see <a
 *     href="https://docs.github.com/en/actions/how-tos/manage-runners/self-hosted-runners/use-proxy-servers">what
 *     GitHub's runners take from them</a>
 */
public final class Proxies extends ProxySelector {
  private static final int PORT = 80;

  private final Map<String, String> environment;
  private final List<String> exceptions;

  /** Those of an environment; what is wrong with it is said when a server is asked. */
  public Proxies(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    this.exceptions =
        List.of(variable("no_proxy").orElse("").toLowerCase(Locale.ROOT).split("[,\\s]+"));
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .or(() -> Optional.ofNullable(environment.get(name.toUpperCase(Locale.ROOT))))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /** A client that asks through them. */
  public HttpClient.Builder client() {
    HttpClient.Builder builder =
        HttpClient.newBuilder().proxy(this).followRedirects(HttpClient.Redirect.NEVER);
    boolean secret =
        List.of("https_proxy", "http_proxy").stream()
            .anyMatch(name -> variable(name).filter(value -> value.contains("@")).isPresent());
    return secret ? builder.authenticator(new Credentials()) : builder;
  }

  /** Whether an address is asked for through one. */
  boolean serve(URI uri) {
    return proxy(uri).isPresent();
  }

  @Override
  public List<Proxy> select(@Nullable URI uri) {
    return List.of(
        Optional.ofNullable(uri)
            .flatMap(this::proxy)
            .map(proxy -> new Proxy(Proxy.Type.HTTP, address(proxy)))
            .orElse(Proxy.NO_PROXY));
  }

  private static InetSocketAddress address(URI proxy) {
    return new InetSocketAddress(proxy.getHost(), proxy.getPort() < 0 ? PORT : proxy.getPort());
  }

  @Override
  public void connectFailed(
      @Nullable URI uri, @Nullable SocketAddress address, @Nullable IOException failure) {
    // Who asked is told; there is no other proxy to turn to.
  }

  private Optional<URI> proxy(URI uri) {
    return uri.getHost() == null || isExcepted(uri)
        ? Optional.empty()
        : named(String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT) + "_proxy");
  }

  private Optional<URI> named(String name) {
    return variable(name)
        .map(value -> {
          URI proxy = parsed(value.contains("://") ? value : "http://" + value);
          // Neither TLS to the proxy nor SOCKS is known to the JDK's client.
          if (!"http".equalsIgnoreCase(proxy.getScheme()) || proxy.getHost() == null) {
            throw invalid(name);
          }
          return proxy;
        });
  }

  private static URI parsed(String value) {
    try {
      return new URI(value);
    } catch (URISyntaxException invalid) {
      return URI.create("");
    }
  }

  /** Its value may hold a password. */
  private static UncheckedIOException invalid(String name) {
    return new UncheckedIOException(
        new RemoteFailure("the proxy in " + name + " is no address of the form http://host:port"));
  }

  private boolean isExcepted(URI uri) {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    return isThisMachine(host)
        || exceptions.stream()
            .anyMatch(exception ->
                exception.equals("*")
                    || covers(exception, host)
                    || covers(exception, host + ":" + port));
  }

  private static boolean isThisMachine(String host) {
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  private static boolean covers(String exception, String host) {
    String domain = exception.startsWith("*.") ? exception.substring(1) : exception;
    return !domain.isEmpty()
        && (host.equals(domain) || host.endsWith(domain.startsWith(".") ? domain : "." + domain));
  }

  /** User and password in a proxy's address, for that proxy only. */
  private final class Credentials extends Authenticator {
    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      if (getRequestorType() != RequestorType.PROXY) {
        return null;
      }
      return List.of("https_proxy", "http_proxy").stream()
          .flatMap(name -> named(name).stream())
          .filter(proxy -> proxy.getRawUserInfo() != null && isAsking(proxy))
          .findFirst()
          .map(proxy -> credentials(proxy.getRawUserInfo()))
          .orElse(null);
    }

    private boolean isAsking(URI proxy) {
      InetSocketAddress address = address(proxy);
      return proxy.getHost().equalsIgnoreCase(getRequestingHost())
          && address.getPort() == getRequestingPort();
    }
  }

  private static PasswordAuthentication credentials(String written) {
    String[] parts = written.split(":", 2);
    String password = parts.length > 1 ? decoded(parts[1]) : "";
    return new PasswordAuthentication(decoded(parts[0]), password.toCharArray());
  }

  private static String decoded(String written) {
    return URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
