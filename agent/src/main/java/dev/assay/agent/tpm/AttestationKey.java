package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;

/// The key that quotes are signed with: a child of the endorsement key, wrapped so that only its
/// own TPM can load it. It can sign nothing but what the TPM itself attests (restricted), and never
/// leaves the TPM in the clear. Holding this object or its file lets nobody sign elsewhere.
///
/// It remembers which endorsement key it belongs to, so that later sessions are salted to that key
/// and not to one that the bus shows just then.
public final class AttestationKey {

  private final EkTemplate ekTemplate;
  private final PublicArea ekArea;
  private final PublicArea area;
  private final ByteString wrapped;

  /// @param wrapped the contents of TPM2B_PRIVATE
  AttestationKey(EkTemplate ekTemplate, PublicArea ekArea, PublicArea area, ByteString wrapped) {
    this.ekTemplate = ekTemplate;
    this.ekArea = ekArea;
    this.area = area;
    this.wrapped = wrapped;
  }

  /// Reads a key that [#save] wrote.
  ///
  /// @throws java.nio.file.NoSuchFileException where there is none yet
  /// @throws IOException where the file can't be read or is damaged; the message says what to do
  public static AttestationKey load(Path file) throws IOException {
    return AttestationKeyFile.read(file);
  }

  /// Writes the key so that either the old file or the whole new one stands there, also after a
  /// power cut. Only the file's owner may read it (mode 0600).
  public void save(Path file) throws IOException {
    AttestationKeyFile.write(file, this);
  }

  EkTemplate ekTemplate() {
    return ekTemplate;
  }

  PublicArea ekArea() {
    return ekArea;
  }

  PublicArea area() {
    return area;
  }

  ByteString wrapped() {
    return wrapped;
  }

  /// TPMT_PUBLIC, as the TPM made it.
  public ByteString publicArea() {
    return area.raw();
  }

  /// The Name: two bytes of hash algorithm, and the hash of the public area.
  public ByteString name() {
    return area.name();
  }

  /// TPMT_PUBLIC of the endorsement key that it belongs to.
  public ByteString endorsementKeyPublic() {
    return ekArea.raw();
  }

  /// SHA-256 of the endorsement key's public area: what a verifier calls this machine.
  public ByteString machineId() {
    return HashAlgorithm.SHA256.hash(ekArea.raw());
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
          "the attestation key is no valid public key: " + e.getMessage(),
          e);
    }
  }
}
