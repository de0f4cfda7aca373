package dev.assay.verifier.hooks;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/// Which addresses a webhook may be sent to. Without leave it may be none inside: a hook's address
/// is typed in by people, and the verifier sees networks that they may not (server-side request
/// forgery).
final class AddressGuard {
  private AddressGuard() {}

  /// Whether the address lies in the public Internet (RFC 6890 and its registries: loopback,
  /// private, link-local, shared, documentation, multicast and reserved ranges do not).
  static boolean isPublic(InetAddress address) {
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    return switch (address) {
      case Inet4Address four -> isPublic4(four.getAddress());
      case Inet6Address six -> isPublic6(six.getAddress());
      default -> false;
    };
  }

  private static boolean isPublic4(byte[] octets) {
    int a = octets[0] & 0xff;
    int b = octets[1] & 0xff;
    int c = octets[2] & 0xff;
    boolean shared = a == 100 && (b & 0xc0) == 64;
    boolean protocol = a == 192 && b == 0 && (c == 0 || c == 2);
    boolean benchmark = a == 198 && (b & 0xfe) == 18;
    boolean documentation = (a == 198 && b == 51 && c == 100) || (a == 203 && b == 0 && c == 113);
    boolean relay = a == 192 && b == 88 && c == 99;
    return a != 0 && a < 240 && !shared && !protocol && !benchmark && !documentation && !relay;
  }

  // Only 2000::/3 is given out; within it, what embeds an IPv4 address or is for other use is not
  // taken.
  private static boolean isPublic6(byte[] octets) {
    boolean global = (octets[0] & 0xe0) == 0x20;
    boolean teredoAndOthers = starts(octets, 0x20, 0x01, 0x00) || starts(octets, 0x20, 0x01, 0x01);
    boolean documentation = starts(octets, 0x20, 0x01, 0x0d, 0xb8) || starts(octets, 0x3f, 0xff);
    boolean sixToFour = starts(octets, 0x20, 0x02);
    return global && !teredoAndOthers && !documentation && !sixToFour;
  }

  private static boolean starts(byte[] octets, int... prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if ((octets[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  /// One of the addresses, if all of them may be called: a name that mixes inside and outside is
  /// refused whole.
  static boolean allPublic(InetAddress[] addresses) {
    return addresses.length > 0 && Arrays.stream(addresses).allMatch(AddressGuard::isPublic);
  }
}
