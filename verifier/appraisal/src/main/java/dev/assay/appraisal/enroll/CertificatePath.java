package dev.assay.appraisal.enroll;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.enroll.EkCertificateResult.Refused;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Paths from an EK certificate to a configured root (RFC 5280, section 6), built by Bouncy Castle:
/// the JDK refuses every EK certificate for the directory name in its critical subject alternative
/// name.
///
/// A root's own validity is not asked for, as in RFC 5280: whoever configured it trusts it.
final class CertificatePath {
  private final TrustRoots roots;
  private final List<X509Certificate> intermediates;
  private final Instant at;

  CertificatePath(TrustRoots roots, List<Bytes> sent, Instant at) {
    this.roots = roots;
    this.at = at;
    this.intermediates = new ArrayList<>(roots.intermediates());
    for (Bytes certificate : sent) {
      try {
        intermediates.add(Certificates.read(certificate));
      } catch (MalformedInput _) {
        // Without it the path may not be found, which is then the reason given.
      }
    }
  }

  /// What `onPath` makes of the path from `certificate` to a root, or why there is none that holds.
  EkCertificateResult judge(
      X509Certificate certificate, Function<Revocations, EkCertificateResult> onPath) {
    Optional<PKIXCertPathBuilderResult> path = build(certificate, at);
    if (path.isEmpty()) {
      return noPath(certificate);
    }
    Revocations revocations =
        new Revocations(
            certificates(path.get()).toList(),
            path.get().getTrustAnchor().getTrustedCert(),
            roots.revocationLists(),
            at);
    return revocations
        .refusal()
        .<EkCertificateResult>map(refused -> refused)
        .orElseGet(() -> onPath.apply(revocations));
  }

  private static Stream<X509Certificate> certificates(PKIXCertPathBuilderResult path) {
    return path.getCertPath().getCertificates().stream()
        .flatMap(part -> part instanceof X509Certificate x509 ? Stream.of(x509) : Stream.empty());
  }

  private Optional<PKIXCertPathBuilderResult> build(X509Certificate certificate, Instant when) {
    if (roots.roots().isEmpty()) {
      return Optional.empty();
    }
    try {
      CertPathBuilder builder = CertPathBuilder.getInstance("PKIX", Certificates.BOUNCY_CASTLE);
      return Optional.of((PKIXCertPathBuilderResult) builder.build(parameters(certificate, when)));
    } catch (CertPathBuilderException | RuntimeException _) {
      // Unchecked ones too: Bouncy Castle documents none, but these are bytes of the client's
      // choice.
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Bouncy Castle can't build certificate paths", e);
    }
  }

  private PKIXBuilderParameters parameters(X509Certificate certificate, Instant when)
      throws InvalidAlgorithmParameterException, NoSuchAlgorithmException {
    X509CertSelector target = new X509CertSelector();
    target.setCertificate(certificate);
    PKIXBuilderParameters parameters =
        new PKIXBuilderParameters(
            roots.roots().stream()
                .map(root -> new TrustAnchor(root, null))
                .collect(Collectors.toSet()),
            target);
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(when));
    parameters.addCertPathChecker(new EndorsementUsage());
    List<X509Certificate> known = new ArrayList<>(intermediates);
    known.add(certificate);
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
    return parameters;
  }

  // A path that holds when the certificate was issued, and not now, ends at its expiry.
  private Refused noPath(X509Certificate certificate) {
    return build(certificate, certificate.getNotBefore().toInstant())
        .flatMap(this::expired)
        .or(() -> invalidNow(certificate))
        .orElseGet(
            () ->
                new Refused(
                    EkCertificateResult.NO_PATH,
                    "no path leads to a configured root; it ends at issuer "
                        + PrintableText.of(lastIssuer(certificate))));
  }

  private Optional<Refused> expired(PKIXCertPathBuilderResult path) {
    return certificates(path).flatMap(part -> invalidNow(part).stream()).findFirst();
  }

  private Optional<Refused> invalidNow(X509Certificate certificate) {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    if (!at.isBefore(from) && !at.isAfter(until)) {
      return Optional.empty();
    }
    return Optional.of(
        new Refused(
            EkCertificateResult.NOT_VALID_NOW,
            "the certificate of %s is valid from %s to %s, not at %s"
                .formatted(
                    PrintableText.of(certificate.getSubjectX500Principal().getName()),
                    from,
                    until,
                    at)));
  }

  // Follows the names upward, as far as certificates are known.
  private String lastIssuer(X509Certificate certificate) {
    X509Certificate current = certificate;
    for (int step = 0; step < intermediates.size(); step++) {
      X509Certificate child = current;
      Optional<X509Certificate> issuer =
          intermediates.stream()
              .filter(
                  known -> known.getSubjectX500Principal().equals(child.getIssuerX500Principal()))
              .filter(known -> !known.equals(child))
              .findFirst();
      if (issuer.isEmpty()) {
        break;
      }
      current = issuer.get();
    }
    return current.getIssuerX500Principal().getName();
  }
}
