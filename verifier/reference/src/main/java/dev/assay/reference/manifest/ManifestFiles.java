package dev.assay.reference.manifest;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.reference.ReferenceRefused;
import dev.assay.reference.ReferenceValues;
import dev.assay.reference.Signers;
import dev.assay.reference.corim.Corim;
import dev.assay.reference.rim.Rim;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A manifest with the files that belong to it, none of them looked at yet.
///
/// @param manifest a base RIM (XML) or a CoRIM (CBOR)
/// @param support the support RIMs of a base RIM
/// @param trusted certificates of signers and of those who vouch for them, PEM or DER
public record ManifestFiles(Bytes manifest, List<Bytes> support, List<Bytes> trusted) {
  private static final int MOST_CERTIFICATES = 64;
  private static final String CERTIFICATES_NEEDED =
      "it needs 1 to %d certificates of the vendor, up to their root, to be believed by"
          .formatted(MOST_CERTIFICATES);

  public ManifestFiles {
    support = List.copyOf(support);
    trusted = List.copyOf(trusted);
  }

  /// What the manifest says, on the word of the certificates that came with it.
  ///
  /// @throws ReferenceRefused where it may not be believed at `time`
  public ReferenceValues read(Instant time) throws ReferenceRefused {
    return read(new Signers(certificates()), time);
  }

  /// What the manifest says, on the word of these roots. The certificates that came with it may
  /// complete the path to one of them, and vouch for nothing themselves.
  ///
  /// @throws ReferenceRefused where it may not be believed at `time`
  public ReferenceValues read(Collection<X509Certificate> roots, Instant time)
      throws ReferenceRefused {
    return read(new Signers(roots, parsed()), time);
  }

  private ReferenceValues read(Signers signers, Instant time) throws ReferenceRefused {
    return isXml(manifest)
        ? Rim.read(manifest, support, signers, time)
        : Corim.read(manifest, signers, time);
  }

  /// The certificates that are to be believed.
  ///
  /// @throws ReferenceRefused where there is none, one can't be read, or there are more than 64
  public List<X509Certificate> certificates() throws ReferenceRefused {
    List<X509Certificate> certificates = parsed();
    if (certificates.isEmpty()) {
      throw new ReferenceRefused(CERTIFICATES_NEEDED);
    }
    return certificates;
  }

  private List<X509Certificate> parsed() throws ReferenceRefused {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Bytes file : trusted) {
      try {
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(file.toArray()))
            .forEach(certificate -> certificates.add((X509Certificate) certificate));
      } catch (CertificateException e) {
        throw new ReferenceRefused("what vouches for it is no certificate in PEM or DER", e);
      }
    }
    if (certificates.size() > MOST_CERTIFICATES) {
      throw new ReferenceRefused(CERTIFICATES_NEEDED);
    }
    return certificates;
  }

  /// CBOR's signed manifests begin with a tag.
  private static boolean isXml(Bytes bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      switch (bytes.get(i) & 0xFF) {
        case ' ', '\t', '\r', '\n', 0xEF, 0xBB, 0xBF -> {}
        case '<' -> {
          return true;
        }
        default -> {
          return false;
        }
      }
    }
    return false;
  }
}
