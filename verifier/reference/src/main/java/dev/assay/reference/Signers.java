package dev.assay.reference;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Whose manifests are believed: certificates that a person gave. Self-signed ones are roots; of
/// the others each must lead to a root. What a manifest brings along may complete a path, and is
/// never trusted by itself.
public final class Signers {
  private static final int DIGITAL_SIGNATURE = 0;

  private final Set<TrustAnchor> roots = new HashSet<>();
  private final List<X509Certificate> given;

  /// @param certificates of signers and of those who vouch for them
  public Signers(Collection<X509Certificate> certificates) {
    this(certificates, List.of());
  }

  /// @param certificates of those who vouch, and of signers
  /// @param more certificates that may complete a path; none of them is a root, whatever it says
  public Signers(Collection<X509Certificate> certificates, Collection<X509Certificate> more) {
    this.given = Stream.concat(certificates.stream(), more.stream()).toList();
    for (X509Certificate certificate : certificates) {
      if (selfSigned(certificate)) {
        roots.add(new TrustAnchor(certificate, null));
      }
    }
  }

  /// Those that may have signed a manifest at `time`: valid then, allowed to sign, and vouched for.
  ///
  /// @param brought along by the manifest, at most a few
  public List<X509Certificate> valid(Collection<X509Certificate> brought, Instant time) {
    Set<X509Certificate> candidates = new LinkedHashSet<>(brought);
    candidates.addAll(given);
    return candidates.stream()
        .filter(Signers::maySign)
        .filter(certificate -> isVouchedFor(certificate, candidates, time))
        .toList();
  }

  private static boolean maySign(X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    return usage == null || usage[DIGITAL_SIGNATURE];
  }

  // RFC 5280, section 6. Manifests are kept for years and read where no responder is reached, so
  // revocation is not asked for online; a signer that is not to be believed any more is not given.
  private boolean isVouchedFor(
      X509Certificate certificate, Collection<X509Certificate> path, Instant time) {
    if (roots.isEmpty()) {
      return false;
    }
    try {
      X509CertSelector target = new X509CertSelector();
      target.setCertificate(certificate);
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(roots, target);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(path)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(time));
      CertPathBuilder.getInstance("PKIX").build(parameters);
      return true;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private static boolean selfSigned(X509Certificate certificate) {
    try {
      certificate.verify(certificate.getPublicKey());
      return true;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }
}
