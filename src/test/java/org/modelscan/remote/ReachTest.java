package org.modelscan.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses are written out: nothing here asks a name server. */
class ReachTest {
  @ParameterizedTest
  @CsvSource({
    "203.0.113.7, PUBLIC",
    "100.63.0.1, PUBLIC",
    "100.64.0.1, PRIVATE",
    "100.127.255.255, PRIVATE",
    "172.31.0.1, PRIVATE",
    "172.32.0.1, PUBLIC",
    "10.0.0.1, PRIVATE",
    "192.168.1.1, PRIVATE",
    "169.254.169.254, LINK_LOCAL",
    "224.0.0.1, LINK_LOCAL",
    "127.0.0.1, LOOPBACK",
    "127.8.8.8, LOOPBACK",
    "0.0.0.0, LOOPBACK",
    "0.1.2.3, LOOPBACK",
    "localhost, LOOPBACK",
    "[::1], LOOPBACK",
    "[::], LOOPBACK",
    "[::ffff:127.0.0.1], LOOPBACK",
    "[::ffff:169.254.169.254], LINK_LOCAL",
    "[64:ff9b::169.254.169.254], LINK_LOCAL",
    "[64:ff9b::203.0.113.7], PUBLIC",
    "[fe80::1], LINK_LOCAL",
    "[fd00:ec2::254], PRIVATE",
    "[2001:db8::1], PUBLIC",
  })
  void addressHasItsReach(String host, Reach reach) throws IOException {
    assertThat(Reach.of(host)).isEqualTo(reach);
  }

  @ParameterizedTest
  @CsvSource({
    "https://203.0.113.7/, https://203.0.113.8/, true",
    "https://203.0.113.7/, https://203.0.113.7:8443/, true",
    "https://203.0.113.7/, https://127.0.0.1/, false",
    "https://203.0.113.7/, https://[::1]/, false",
    "https://203.0.113.7/, https://169.254.169.254/, false",
    "https://203.0.113.7/, https://10.0.0.1/, false",
    "https://203.0.113.7/, http://203.0.113.8/, false",
    "https://203.0.113.7/, http://203.0.113.7/, false",
    "http://203.0.113.7/, https://203.0.113.8/, true",
    "https://10.0.0.1/, https://10.0.0.2/, true",
    "https://10.0.0.1/, https://203.0.113.8/, true",
    "https://10.0.0.1/, https://127.0.0.1/, false",
    "http://127.0.0.1/, http://localhost/, true",
    "http://127.0.0.1/, http://169.254.169.254/, false",
  })
  void serverLeadsOnlyWhereItMay(URI from, URI to, boolean allowed) {
    try (Transport transport =
        new Transport(Patience.DEFAULT, new Proxies(Map.of()), new Traffic())) {
      if (allowed) {
        assertThatCode(() -> transport.check(from, from, to)).doesNotThrowAnyException();
      } else {
        assertThatThrownBy(() -> transport.check(from, from, to))
            .isInstanceOf(RemoteFailure.class)
            .hasMessageContaining("refused");
      }
    }
  }
}
