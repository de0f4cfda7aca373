package dev.assay.verifier.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.8.8.8",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2001:db8::1",
        "2002:a00:1::1",
        "2001::1",
        "3fff::1"
      })
  void addressThatIsNotPublicIsRefused(String address) throws UnknownHostException {
    assertThat(AddressGuard.isPublic(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "100.63.255.255",
        "172.32.0.1",
        "198.20.0.1",
        "2606:4700::1111",
        "2001:4860:4860::8888"
      })
  void publicAddressIsTaken(String address) throws UnknownHostException {
    assertThat(AddressGuard.isPublic(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void nameThatMixesInsideAndOutsideIsRefused() throws UnknownHostException {
    var inside = InetAddress.getByName("10.0.0.1");
    var outside = InetAddress.getByName("8.8.8.8");
    assertThat(AddressGuard.allPublic(new InetAddress[] {outside, inside})).isFalse();
    assertThat(AddressGuard.allPublic(new InetAddress[] {outside})).isTrue();
    assertThat(AddressGuard.allPublic(new InetAddress[0])).isFalse();
  }
}
