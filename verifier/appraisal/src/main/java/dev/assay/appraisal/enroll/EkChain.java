package dev.assay.appraisal.enroll;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.enroll.EkCertificateResult.Refused;
import dev.assay.appraisal.enroll.EkCertificateResult.Trusted;
import dev.assay.appraisal.tpm.TpmPublic;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whether an EK is one that a TPM vendor made (TCG EK Credential Profile for TPM 2.0).
///
/// The certificate must be for this very key, for endorsement (extended key usage
/// tcg-kp-EKCertificate), valid now, and lead to a configured root; its vendor must be the one that
/// the TPM reports. Signatures by old vendor roots over SHA-1 are accepted: the vendor chose what
/// it signed, and such TPMs are in use. Revocation is checked by the lists that are configured; of
/// which issuers there is none is said in the result.
public final class EkChain {
  // tcg-kp-EKCertificate.
  static final String EK_USAGE = "2.23.133.8.1";

  private static final int HEXADECIMAL = 16;
  private static final int MAX_INTERMEDIATES = 8;
  private static final int KEY_ENCIPHERMENT = 2;
  private static final int KEY_AGREEMENT = 4;

  private EkChain() {}

  /// Verifies the certificate of an EK.
  ///
  /// @param certificate X.509, as stored in the TPM; padding may follow
  /// @param ek the EK's public area
  /// @param intermediates certificates that came with it, 8 at most; unreadable ones are passed
  ///   over
  /// @param roots what is configured
  /// @param at when it must be valid
  /// @param reportedManufacturer TPM_PT_MANUFACTURER as up to four letters or eight hexadecimal
  ///   digits; empty where the TPM reported none, and then not compared
  public static EkCertificateResult verify(
      Bytes certificate,
      TpmPublic ek,
      List<Bytes> intermediates,
      TrustRoots roots,
      Instant at,
      String reportedManufacturer) {
    if (intermediates.size() > MAX_INTERMEDIATES) {
      return new Refused(
          EkCertificateResult.MALFORMED,
          "%d intermediate certificates came with it, %d at most"
              .formatted(intermediates.size(), MAX_INTERMEDIATES));
    }
    try {
      X509Certificate read = Certificates.read(certificate);
      return unfit(read, ek)
          .<EkCertificateResult>map(refused -> refused)
          .orElseGet(
              () ->
                  new CertificatePath(roots, intermediates, at)
                      .judge(read, path -> named(read, path, reportedManufacturer)));
    } catch (MalformedInput e) {
      return new Refused(
          EkCertificateResult.MALFORMED, "the EK certificate can't be read: " + e.reason());
    }
  }

  private static Optional<Refused> unfit(X509Certificate certificate, TpmPublic ek) {
    if (!CertifiedKey.isOf(certificate, ek)) {
      return Optional.of(
          new Refused(
              EkCertificateResult.OTHER_KEY,
              "the certificate is for another key than the EK (" + ek.describe() + ")"));
    }
    return otherUse(certificate).map(reason -> new Refused(EkCertificateResult.OTHER_USE, reason));
  }

  // TCG EK Credential Profile, sections on key usage, basic constraints and extended key usage.
  private static Optional<String> otherUse(X509Certificate certificate) {
    if (certificate.getBasicConstraints() != -1) {
      return Optional.of("the certificate is for a certification authority");
    }
    boolean[] usage = certificate.getKeyUsage();
    if (usage != null && !usage[KEY_ENCIPHERMENT] && !usage[KEY_AGREEMENT]) {
      return Optional.of("the key usage is neither key encipherment nor key agreement");
    }
    try {
      List<String> extended = certificate.getExtendedKeyUsage();
      return extended != null && extended.contains(EK_USAGE)
          ? Optional.empty()
          : Optional.of("the extended key usage " + EK_USAGE + " (EK certificate) is missing");
    } catch (CertificateParsingException e) {
      return Optional.of("the extended key usage can't be read");
    }
  }

  private static EkCertificateResult named(
      X509Certificate certificate, Revocations path, String reportedManufacturer) {
    Optional<TpmIdentity> identity = TpmIdentity.of(certificate);
    if (identity.isEmpty()) {
      return new Refused(
          EkCertificateResult.NO_VENDOR,
          "the certificate names no TPM manufacturer in its subject alternative name");
    }
    TpmIdentity tpm = identity.get();
    if (!reportedManufacturer.isBlank() && !tpm.isOf(reportedManufacturer)) {
      return new Refused(
          EkCertificateResult.OTHER_VENDOR,
          "the certificate is of manufacturer %s, but the TPM reports %s"
              .formatted(tpm.vendor(), PrintableText.of(reportedManufacturer)));
    }
    String rootSubject = path.root().getSubjectX500Principal().getName();
    return new Trusted(
        tpm.vendor(),
        tpm.model(),
        tpm.version(),
        tpm.software(rootSubject),
        PrintableText.of(rootSubject),
        certificate.getSerialNumber().toString(HEXADECIMAL),
        path.withoutList());
  }
}
