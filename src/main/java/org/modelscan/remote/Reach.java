package org.modelscan.remote;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * From where an address can be reached. A server on the internet must not be able to send this
 * program to services of the machine or the network it runs in, such as the metadata service of a
 * cloud at 169.254.169.254: it stays with addresses of the reach of the server that the user named,
 * and public ones.
 *
 * <p>The name is resolved here, and again for the connection; the runtime keeps addresses for 30
 * seconds (networkaddress.cache.ttl), so that both see the same.
 */
enum Reach {
  /** The internet. */
  PUBLIC,
  /** Networks of an organisation. */
  PRIVATE,
  /** One network segment; the metadata services of clouds are there. */
  LINK_LOCAL,
  /** This machine. */
  LOOPBACK;

  /** The narrowest reach of the addresses that a host name has. */
  static Reach of(String host) throws IOException {
    Reach narrowest = PUBLIC;
    for (InetAddress address : InetAddress.getAllByName(host)) {
      Reach reach = of(address);
      narrowest = reach.compareTo(narrowest) > 0 ? reach : narrowest;
    }
    return narrowest;
  }

  static Reach of(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet6Address && carriesFour(bytes)) {
      return of(four(bytes));
    }
    // 0.0.0.0 and :: reach the own machine on Linux.
    if (address.isLoopbackAddress() || address.isAnyLocalAddress() || bytes[0] == 0) {
      return LOOPBACK;
    }
    if (address.isLinkLocalAddress() || address.isMulticastAddress()) {
      return LINK_LOCAL;
    }
    return address.isSiteLocalAddress() || isShared(bytes) || isUniqueLocal(bytes)
        ? PRIVATE
        : PUBLIC;
  }

  /** RFC 6598: 100.64.0.0/10, between a provider and its customers; some clouds use it inside. */
  private static boolean isShared(byte[] bytes) {
    return bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
  }

  /** RFC 4193: fc00::/7. */
  private static boolean isUniqueLocal(byte[] bytes) {
    return bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
  }

  /** RFC 6052: 64:ff9b::/96, by which a gateway reaches addresses of IPv4. */
  private static boolean carriesFour(byte[] bytes) {
    return bytes[0] == 0
        && bytes[1] == 0x64
        && (bytes[2] & 0xff) == 0xff
        && (bytes[3] & 0xff) == 0x9b;
  }

  private static InetAddress four(byte[] bytes) {
    try {
      return InetAddress.getByAddress(new byte[] {bytes[12], bytes[13], bytes[14], bytes[15]});
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible); // four bytes are an address
    }
  }

  /** Whether a server of this reach may send us to one of another. */
  boolean mayLeadTo(Reach other) {
    return other == PUBLIC || other == this;
  }
}
