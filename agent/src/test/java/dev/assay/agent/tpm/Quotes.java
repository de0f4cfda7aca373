package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.List;

/// Says whether a quote is genuine, by the JDK's cryptography.
final class Quotes {

  static final int SHA1 = 0x0004;
  static final int SHA256 = 0x000B;

  /// The selection that a verifier asks for by default.
  static final List<PcrBank> DEFAULT_SELECTION =
      List.of(new PcrBank(SHA1, 0xFFFF), new PcrBank(SHA256, 0xFFFF));

  private Quotes() {}

  /// Whether `key` signed it over `extraData`, and its values are those quoted.
  static boolean genuine(Quote quote, AttestationKey key, ByteString extraData) {
    try {
      return signed(quote, key)
          && extraData.equals(extraData(quote.attest()))
          && QuotedPcrs.parse(quote.attest()).digest().equals(digest(quote));
    } catch (TpmException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ByteString digest(Quote quote) {
    return HashAlgorithm.SHA256.hash(
        quote.values().stream().map(PcrBankDigests::values).toArray(ByteString[]::new));
  }

  private static ByteString extraData(ByteString attest) throws TpmException {
    WireReader in = new WireReader(attest, "TPMS_ATTEST");
    in.take(6);
    in.sized();
    return in.sized();
  }

  private static boolean signed(Quote quote, AttestationKey key)
      throws TpmException, GeneralSecurityException {
    WireReader in = new WireReader(quote.signature(), "TPMT_SIGNATURE");
    int scheme = in.u16();
    int hash = in.u16();
    if (hash != SHA256) {
      return false;
    }
    Signature verifier =
        Signature.getInstance(scheme == 0x0018 ? "SHA256withECDSA" : "SHA256withRSA");
    verifier.initVerify(key.publicKey());
    verifier.update(quote.attest().asReadOnlyByteBuffer());
    ByteString first = in.sized();
    ByteString signature = scheme == 0x0018 ? der(first, in.sized()) : first;
    in.expectEnd();
    return verifier.verify(signature.toByteArray());
  }

  /// The SEQUENCE of two INTEGERs that the JDK wants.
  private static ByteString der(ByteString r, ByteString s) {
    ByteString both = integer(r).concat(integer(s));
    return new WireWriter().u8(0x30).u8(both.size()).bytes(both).toBytes();
  }

  private static ByteString integer(ByteString value) {
    byte[] bytes = new BigInteger(1, value.toByteArray()).toByteArray();
    return new WireWriter().u8(0x02).u8(bytes.length).bytes(ByteString.copyFrom(bytes)).toBytes();
  }
}
