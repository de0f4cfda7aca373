package dev.assay.appraisal.enroll;

import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXCertPathChecker;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.Extension;
import org.jspecify.annotations.Nullable;

/// Refuses issuers that are bound to other certificates than those of EKs. An issuer without an
/// extended key usage is bound to none (RFC 5280, section 4.2.1.12, applied to issuers as is
/// common).
final class EndorsementUsage extends PKIXCertPathChecker {
  private static final String ANY_USAGE = "2.5.29.37.0";

  @Override
  public void init(boolean forward) {}

  @Override
  public boolean isForwardCheckingSupported() {
    return true;
  }

  @Override
  public Set<String> getSupportedExtensions() {
    return Set.of(Extension.extendedKeyUsage.getId());
  }

  @Override
  public void check(Certificate certificate, @Nullable Collection<String> unresolvedCritical)
      throws CertPathValidatorException {
    if (!(certificate instanceof X509Certificate x509)) {
      throw new CertPathValidatorException("not an X.509 certificate");
    }
    try {
      List<String> usage = x509.getExtendedKeyUsage();
      if (usage != null && !usage.contains(EkChain.EK_USAGE) && !usage.contains(ANY_USAGE)) {
        throw new CertPathValidatorException("the issuer is for other certificates: " + usage);
      }
    } catch (CertificateParsingException e) {
      throw new CertPathValidatorException("the extended key usage can't be read", e);
    }
    if (unresolvedCritical != null) {
      unresolvedCritical.remove(Extension.extendedKeyUsage.getId());
    }
  }
}
