package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/// The key that a TPM is known by, with the certificates that the TPM keeps for it.
public final class EndorsementKey {

  private final EkTemplate template;
  private final PublicArea area;
  private final Optional<ByteString> certificate;
  private final List<ByteString> chain;

  EndorsementKey(
      EkTemplate template,
      PublicArea area,
      Optional<ByteString> certificate,
      List<ByteString> chain) {
    this.template = template;
    this.area = area;
    this.certificate = certificate;
    this.chain = List.copyOf(chain);
  }

  EkTemplate template() {
    return template;
  }

  PublicArea area() {
    return area;
  }

  /// TPMT_PUBLIC, as the TPM made it.
  public ByteString publicArea() {
    return area.raw();
  }

  /// What its NV index holds, byte for byte, padding included; absent where there is none.
  public Optional<ByteString> certificate() {
    return certificate;
  }

  /// The certificates of NV 0x01C00100 to 0x01C001FF, each X.509 DER.
  public List<ByteString> chain() {
    return chain;
  }

  /// SHA-256 of the public area: what a verifier will call this machine.
  public ByteString machineId() {
    return HashAlgorithm.SHA256.hash(area.raw());
  }

  /// Such as "ECC P-256".
  public String description() {
    return area.describe();
  }

  /// The key for the Java Cryptography Architecture.
  ///
  /// @throws TpmException MALFORMED where the TPM returned numbers that are no such key
  public PublicKey publicKey() throws TpmException {
    try {
      return area.publicKey();
    } catch (GeneralSecurityException e) {
      throw new TpmException(
          TpmException.Code.MALFORMED,
          "the endorsement key is no valid public key: " + e.getMessage(),
          e);
    }
  }
}
