package dev.assay.appraisal.enroll;

import dev.assay.appraisal.enroll.EkCertificateResult.Refused;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the issuers of one path took back (RFC 5280, section 6.3), by the revocation lists that are
/// configured. Only a whole list that the issuer itself signed counts: lists of a part of it, of
/// changes, or by another signer (all marked by a critical extension) are passed over.
///
/// @param path from the EK certificate to the one below the root
/// @param root the end of the path
/// @param lists what is configured, of any issuer
/// @param at when they must hold
record Revocations(
    List<X509Certificate> path, X509Certificate root, List<X509CRL> lists, Instant at) {
  private static final int CRL_SIGN = 6;

  /// Why no certificate of the path may be believed any more. An old list still says what was
  /// revoked; that nothing else was can be said only by one that holds now.
  Optional<Refused> refusal() {
    return revoked().or(this::outdated);
  }

  /// The names of the issuers of which there is no list.
  List<String> withoutList() {
    return path.stream()
        .filter(certificate -> listsFor(certificate).isEmpty())
        .map(certificate -> PrintableText.of(certificate.getIssuerX500Principal().getName()))
        .toList();
  }

  private Optional<Refused> revoked() {
    return path.stream()
        .filter(
            certificate ->
                listsFor(certificate).stream()
                    .anyMatch(
                        list -> list.getRevokedCertificate(certificate.getSerialNumber()) != null))
        .findFirst()
        .map(
            certificate ->
                new Refused(
                    EkCertificateResult.REVOKED,
                    "%s revoked the certificate with serial number %s"
                        .formatted(
                            PrintableText.of(certificate.getIssuerX500Principal().getName()),
                            certificate.getSerialNumber().toString(16))));
  }

  private Optional<Refused> outdated() {
    return path.stream()
        .filter(certificate -> !listsFor(certificate).isEmpty())
        .filter(certificate -> listsFor(certificate).stream().noneMatch(this::holds))
        .findFirst()
        .map(
            certificate ->
                new Refused(
                    EkCertificateResult.REVOCATION_UNKNOWN,
                    "the revocation list of %s does not hold at %s; put its newest one in place, or"
                            .formatted(
                                PrintableText.of(certificate.getIssuerX500Principal().getName()),
                                at)
                        + " remove it"));
  }

  private boolean holds(X509CRL list) {
    Date next = list.getNextUpdate();
    return next != null
        && !at.isBefore(list.getThisUpdate().toInstant())
        && !at.isAfter(next.toInstant());
  }

  private List<X509CRL> listsFor(X509Certificate certificate) {
    return lists.stream().filter(list -> isOf(list, issuerOf(certificate))).toList();
  }

  private X509Certificate issuerOf(X509Certificate certificate) {
    int above = path.indexOf(certificate) + 1;
    return above < path.size() ? path.get(above) : root;
  }

  private static boolean isOf(X509CRL list, X509Certificate issuer) {
    boolean[] usage = issuer.getKeyUsage();
    Set<String> critical = list.getCriticalExtensionOIDs();
    if (!list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
        || (usage != null && !usage[CRL_SIGN])
        || (critical != null && !critical.isEmpty())) {
      return false;
    }
    try {
      list.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException | RuntimeException _) {
      return false; // not of this issuer's key
    }
  }
}
