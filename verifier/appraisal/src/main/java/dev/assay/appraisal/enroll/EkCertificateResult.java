package dev.assay.appraisal.enroll;

import java.util.List;

/// What became of an EK certificate.
public sealed interface EkCertificateResult {
  /// A configured root vouches that this key is an endorsement key of this vendor.
  ///
  /// @param vendor manufacturer as the certificate writes it, as in "id:49465800"
  /// @param model the TPM's model; empty where the certificate has none
  /// @param version the TPM's version; empty where the certificate has none
  /// @param softwareTpm whether it is a program that says so of itself: the emulator swtpm or the
  ///   virtual TPM of a cloud. Such a TPM is as trustworthy as the host it runs on.
  /// @param rootSubject name of the root that the path ends at
  /// @param serialNumber of the certificate, in hexadecimal; unique for one issuer
  /// @param withoutRevocationList names of the issuers on the path of which no revocation list is
  ///   configured: nobody asked whether they took back what they issued
  record Trusted(
      String vendor,
      String model,
      String version,
      boolean softwareTpm,
      String rootSubject,
      String serialNumber,
      List<String> withoutRevocationList)
      implements EkCertificateResult {
    public Trusted {
      withoutRevocationList = List.copyOf(withoutRevocationList);
    }
  }

  /// The certificate proves nothing of this key.
  ///
  /// @param code which promise is violated, upper case with underscores; stable
  /// @param reason one sentence for people, with what to do where something can be done
  record Refused(String code, String reason) implements EkCertificateResult {}

  /// The bytes are no certificate.
  String MALFORMED = "EK_CERTIFICATE_MALFORMED";

  /// The certificate is for another key than the EK that was sent.
  String OTHER_KEY = "EK_CERTIFICATE_OTHER_KEY";

  /// The certificate is not for an endorsement key.
  String OTHER_USE = "EK_CERTIFICATE_OTHER_USE";

  /// The certificate or one above it is not valid at this time.
  String NOT_VALID_NOW = "EK_CERTIFICATE_NOT_VALID_NOW";

  /// Its issuer, or one above, took the certificate back.
  String REVOKED = "EK_CERTIFICATE_REVOKED";

  /// A revocation list of an issuer is configured, but it does not hold at this time.
  String REVOCATION_UNKNOWN = "EK_CERTIFICATE_REVOCATION_UNKNOWN";

  /// No path leads to a configured root.
  String NO_PATH = "EK_CERTIFICATE_NO_PATH";

  /// The certificate names no vendor.
  String NO_VENDOR = "EK_CERTIFICATE_NO_VENDOR";

  /// The TPM reports another vendor than its certificate.
  String OTHER_VENDOR = "EK_CERTIFICATE_OTHER_VENDOR";
}
