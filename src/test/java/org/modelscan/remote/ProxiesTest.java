package org.modelscan.remote;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProxiesTest {
  private static final Patience QUICK =
      new Patience(1, Duration.ofMillis(1), Duration.ofSeconds(1), Duration.ofSeconds(10));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "https://huggingface.co/x | https_proxy=http://proxy.example:3128 | proxy.example:3128",
        "https://huggingface.co/x | HTTPS_PROXY=proxy.example:3128 | proxy.example:3128",
        "https://huggingface.co/x | HTTPS_PROXY=http://u:p@proxy.example | proxy.example:80",
        "https://huggingface.co/x | HTTPS_PROXY= | -",
        "https://huggingface.co/x | http_proxy=proxy.example:3128 | -",
        "http://huggingface.co/x | http_proxy=proxy.example:3128 | proxy.example:3128",
        "https://a.corp.example/ | https_proxy=p:1;no_proxy=corp.example | -",
        "https://corp.example/ | https_proxy=p:1;no_proxy=x, .corp.example | p:1",
        "https://A.CORP.example/ | https_proxy=p:1;NO_PROXY=x,.corp.example | -",
        "https://a.corp.example/ | https_proxy=p:1;no_proxy=*.corp.example | -",
        "https://badcorp.example/ | https_proxy=p:1;no_proxy=corp.example | p:1",
        "https://corp.example:8443/ | https_proxy=p:1;no_proxy=corp.example:443 | p:1",
        "https://corp.example/ | https_proxy=p:1;no_proxy=corp.example:443 | -",
        "https://corp.example/ | https_proxy=p:1;no_proxy=* | -",
        "https://10.1.2.3/ | https_proxy=p:1;no_proxy=10.1.2.3 | -",
        "https://localhost:9/ | https_proxy=p:1 | -",
        "https://127.0.0.1:9/ | https_proxy=p:1 | -",
        "https://[::1]:9/ | https_proxy=p:1 | -",
      })
  void addressHasItsProxy(URI address, String variables, String proxy) {
    String chosen =
        proxies(variables).select(address).getFirst().address() instanceof InetSocketAddress used
            ? used.getHostString() + ":" + used.getPort()
            : null;
    assertThat(chosen).isEqualTo(proxy);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"socks5://secret@p:1", "https://secret@p:1", "http://", "http://se cret/"})
  void valueThatIsNoProxyIsSaidWithoutIt(String value) {
    assertThatThrownBy(() -> get("HTTP_PROXY=" + value))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage("the proxy in http_proxy is no address of the form http://host:port")
        .hasMessageNotContaining("cret");
  }

  @Test
  void proxyIsAskedForTheWholeAddress() throws Exception {
    try (TestServer proxy = new TestServer()) {
      proxy.serve("/model.pkl", "content".getBytes(ISO_8859_1));
      assertThat(get("http_proxy=" + proxy.at(""))).isEqualTo("content");
      assertThat(proxy.asked().getFirst().uri())
          .isEqualTo(URI.create("http://models.invalid/model.pkl"));
      assertThat(proxy.asked().getFirst().header("Authorization")).isEmpty();
    }
  }

  @Test
  void serverThatOnlyTheProxyKnowsMayBeRedirectedTo() throws Exception {
    try (TestServer proxy = new TestServer()) {
      proxy.serve(
          "/model.pkl",
          exchange ->
              TestServer.redirect(exchange, URI.create("http://content.invalid/elsewhere")));
      proxy.serve("/elsewhere", "content".getBytes(ISO_8859_1));
      assertThat(get("http_proxy=" + proxy.at(""))).isEqualTo("content");
      proxy.serve(
          "/model.pkl",
          exchange -> TestServer.redirect(exchange, URI.create("http://169.254.169.254/")));
      assertThatThrownBy(() -> get("http_proxy=" + proxy.at("")))
          .hasMessageContaining("link-local address, which is refused");
    }
  }

  /** Credentials of a proxy are for its own question, and go through no tunnel. */
  @Test
  void tunnelIsAskedForWithCredentials() throws Exception {
    List<String> heard = new ArrayList<>();
    try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread thread = Thread.ofVirtual().start(() -> refuse(proxy, heard));
      String address = "http://user:p%40ss@127.0.0.1:" + proxy.getLocalPort();
      Proxies proxies = proxies("HTTPS_PROXY=" + address);
      try (Transport transport = new Transport(QUICK, proxies, new Traffic())) {
        Request request = request("https://models.invalid/model.pkl");
        assertThatThrownBy(() -> transport.exchange(request, _ -> ""))
            .isInstanceOf(IOException.class);
      }
      thread.interrupt();
    }
    assertThat(heard)
        .contains("CONNECT models.invalid:443 HTTP/1.1", "Proxy-Authorization: Basic dXNlcjpwQHNz")
        .noneMatch(line -> line.startsWith("GET"));
  }

  private static void refuse(ServerSocket proxy, List<String> heard) {
    try {
      while (true) {
        try (Socket connection = proxy.accept()) {
          BufferedReader lines =
              new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
          boolean knows = false;
          for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            heard.add(line);
            knows |= line.startsWith("Proxy-Authorization");
            if (line.isEmpty()) {
              break;
            }
          }
          List<String> answer =
              knows
                  ? List.of("HTTP/1.1 503 Service Unavailable")
                  : List.of(
                      "HTTP/1.1 407 Proxy Authentication Required",
                      "Proxy-Authenticate: Basic realm=x");
          String head = String.join("\r\n", answer) + "\r\nContent-Length: 0\r\n\r\n";
          connection.getOutputStream().write(head.getBytes(ISO_8859_1));
        }
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private static String get(String variables) throws IOException {
    try (Transport transport = new Transport(QUICK, proxies(variables), new Traffic())) {
      Request request = request("http://models.invalid/model.pkl");
      return transport.exchange(
          request, answer -> new String(answer.body().readAllBytes(), ISO_8859_1));
    }
  }

  private static Request request(String address) {
    return Request.get(URI.create(address), Map.of(), Request.Explanation.PLAIN);
  }

  private static Proxies proxies(String variables) {
    Map<String, String> environment = new HashMap<>();
    for (String variable : variables.split(";", -1)) {
      String[] parts = variable.split("=", 2);
      environment.put(parts[0], parts[1]);
    }
    return new Proxies(environment);
  }
}
