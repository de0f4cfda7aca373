package dev.assay.appraisal.enroll;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import java.security.Provider;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.jspecify.annotations.Nullable;

/// Reads X.509 certificates as vendors make them.
final class Certificates {
  /// Bouncy Castle, handed over where it is wanted and never registered for the whole process.
  static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();

  /// The longest certificate accepted, in bytes, padding included.
  static final int MAX_BYTES = 8192;

  /// The longest revocation list accepted, in bytes: 1 MiB.
  static final int MAX_LIST_BYTES = 1 << 20;

  private static final int SEQUENCE = 0x30;
  private static final int STORED_CERTIFICATE = 0x1001;
  private static final int FULL_CERTIFICATE = 0x1002;

  private Certificates() {}

  /// The certificate that `padded` begins with. NV memory is often larger than what it holds, so
  /// bytes after the certificate are cut off, and so is the header that TPMs had before 2.0.
  static X509Certificate read(Bytes padded) throws MalformedInput {
    if (padded.length() > MAX_BYTES) {
      throw new MalformedInput(padded.length() + " bytes, " + MAX_BYTES + " at most", 0);
    }
    return parse(withoutPadding(withoutHeader(padded)));
  }

  /// A certificate revocation list, DER (RFC 5280, section 5).
  static X509CRL readList(Bytes der) throws MalformedInput {
    if (der.length() > MAX_LIST_BYTES) {
      throw new MalformedInput(der.length() + " bytes, " + MAX_LIST_BYTES + " at most", 0);
    }
    try {
      if (CertificateFactory.getInstance("X.509").generateCRL(der.asInputStream())
          instanceof X509CRL list) {
        return list;
      }
    } catch (CRLException | CertificateException | RuntimeException e) {
      throw new MalformedInput("no X.509 revocation list: " + e.getMessage(), 0);
    }
    throw new MalformedInput("no X.509 revocation list", 0);
  }

  // The JDK keeps the signed bytes as they came, also where a vendor sorted a SET wrongly; Bouncy
  // Castle would sort it before checking the signature. In return it reads what the JDK refuses.
  private static X509Certificate parse(Bytes der) throws MalformedInput {
    try {
      return parse(der, null);
    } catch (CertificateException jdk) {
      try {
        return parse(der, BOUNCY_CASTLE);
      } catch (CertificateException _) {
        throw new MalformedInput("no X.509 certificate: " + jdk.getMessage(), 0);
      }
    }
  }

  private static X509Certificate parse(Bytes der, @Nullable Provider provider)
      throws CertificateException {
    CertificateFactory factory =
        provider == null
            ? CertificateFactory.getInstance("X.509")
            : CertificateFactory.getInstance("X.509", provider);
    try {
      if (factory.generateCertificate(der.asInputStream()) instanceof X509Certificate certificate) {
        requireWholeOctets(certificate, der);
        return certificate;
      }
    } catch (RuntimeException e) {
      throw new CertificateException("unreadable: " + e.getMessage(), e);
    }
    throw new CertificateException("not a certificate");
  }

  // The signature stands last, behind the count of bits that its last octet leaves unused (X.690,
  // section 8.6.2). Where that is not zero, the JDK clears those bits, and one certificate would
  // have several encodings; Bouncy Castle throws.
  private static void requireWholeOctets(X509Certificate certificate, Bytes der)
      throws CertificateException {
    if (der.get(der.length() - certificate.getSignature().length - 1) != 0) {
      throw new CertificateException("its signature is not of whole octets");
    }
  }

  // TCG_PCCLIENT_STORED_CERT with a TCG_FULL_CERT inside (TCG PC Client Specific Implementation
  // Specification for Conventional BIOS 1.21, section 7.4): tag, kind, size; tag. TPMs that were
  // brought from 1.2 to 2.0 may still have it.
  private static Bytes withoutHeader(Bytes padded) throws MalformedInput {
    ByteReader reader = ByteReader.bigEndian(padded);
    if (padded.length() < 7 || reader.u16() != STORED_CERTIFICATE) {
      return padded;
    }
    int kind = reader.u8();
    ByteReader stored = reader.reader(reader.u16(), "stored certificate");
    if (kind != 0 || stored.u16() != FULL_CERTIFICATE) {
      throw new MalformedInput("a header as of TPM 1.2, but of no full certificate", 0);
    }
    return stored.take(stored.remaining(), "certificate");
  }

  // X.690, sections 8.1.2 and 8.1.3: tag, length in the definite form, contents.
  private static Bytes withoutPadding(Bytes padded) throws MalformedInput {
    ByteReader reader = ByteReader.bigEndian(padded);
    if (reader.u8() != SEQUENCE) {
      throw new MalformedInput("does not begin as an X.509 certificate does", 0);
    }
    long length = reader.u8();
    if (length >= 0x80) {
      length =
          switch ((int) length & 0x7F) {
            case 1 -> reader.u8();
            case 2 -> reader.u16();
            default -> throw new MalformedInput("length of the certificate is out of bounds", 1);
          };
    }
    reader.take(length, "certificate");
    return padded.slice(0, (int) reader.position());
  }
}
