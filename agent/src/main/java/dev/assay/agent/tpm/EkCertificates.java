package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The endorsement certificates in a TPM's NV memory (TCG EK Credential Profile, section 2.2.1.4).
/// They are taken as they are; whether they are good is the verifier's to say.
final class EkCertificates {

  private static final int FIRST_CHAIN_INDEX = 0x01C0_0100;
  private static final int LAST_CHAIN_INDEX = 0x01C0_01FF;
  private static final int MAX_CHAIN_BYTES = 65_536;

  /// What a verifier takes (EnrollRequest).
  private static final int MAX_CHAIN_CERTIFICATES = 8;

  private static final int MAX_CERTIFICATE_BYTES = 8_192;

  private final TpmConnection connection;
  private final List<Integer> indices;

  private EkCertificates(TpmConnection connection, List<Integer> indices) {
    this.connection = connection;
    this.indices = indices;
  }

  static EkCertificates in(TpmConnection connection) throws TpmException {
    return new EkCertificates(
        connection, Capabilities.handles(connection, 0x01C0_0000, LAST_CHAIN_INDEX));
  }

  boolean has(int index) {
    return indices.contains(index);
  }

  Optional<ByteString> read(int index) throws TpmException {
    return has(index) ? Optional.of(NvReader.read(connection, index)) : Optional.empty();
  }

  /// The issuers' certificates. They lie one after the other and may run on from one index to the
  /// next.
  List<ByteString> chain() throws TpmException {
    ByteString all = ByteString.EMPTY;
    for (int index : indices) {
      if (index >= FIRST_CHAIN_INDEX && all.size() < MAX_CHAIN_BYTES) {
        all = all.concat(NvReader.read(connection, index));
      }
    }
    return split(all);
  }

  /// Cuts DER certificates apart; what is between them is padding, and what is no certificate ends
  /// the list.
  static List<ByteString> split(ByteString all) {
    List<ByteString> certificates = new ArrayList<>();
    int at = 0;
    while (at < all.size() && certificates.size() < MAX_CHAIN_CERTIFICATES) {
      int first = all.byteAt(at) & 0xFF;
      if (first == 0x00 || first == 0xFF) {
        at++;
        continue;
      }
      int size = derSize(all, at);
      if (size == 0) {
        break;
      }
      certificates.add(all.substring(at, at + size));
      at += size;
    }
    return certificates;
  }

  /// The size of the DER SEQUENCE at `at`, with its header; 0 where there is none, or none that
  /// fits.
  private static int derSize(ByteString all, int at) {
    // A certificate is longer than 127 bytes and shorter than 64 KiB: 30 82 hh ll, or 30 81 ll.
    if (all.size() - at < 4 || all.byteAt(at) != 0x30) {
      return 0;
    }
    int form = all.byteAt(at + 1) & 0xFF;
    int high = all.byteAt(at + 2) & 0xFF;
    int size =
        switch (form) {
          case 0x81 -> 3 + high;
          case 0x82 -> 4 + ((high << 8) | (all.byteAt(at + 3) & 0xFF));
          default -> 0;
        };
    return size <= MAX_CERTIFICATE_BYTES && size <= all.size() - at ? size : 0;
  }
}
