package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.codec.ParsedMemory;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/// Reads who an X.509 certificate is for and from (RFC 5280, section 4.1). Checks neither its
/// signature nor its dates: as firmware does, which trusts a certificate for being listed.
///
/// Goes by [Der] and not by Bouncy Castle: its certificate refuses what machines have in db (a
/// certificate of Lenovo's has an extension twice), and its tree of all elements takes three times
/// as long and twice the memory.
///
/// A fleet's machines list the same few certificates, and to spell a name is the dearest part of a
/// new log: what was read last is remembered by its bytes.
final class CertificateDecoder {
  private static final int MAX_BYTES = 1 << 16;
  private static final int PARTS = 3;
  private static final int MAX_FIELDS = 10;
  private static final ParsedMemory<SignatureData.Certificate> KNOWN =
      new ParsedMemory<>(1024, 1 << 12);

  private CertificateDecoder() {}

  /// A [SignatureData.Certificate], or a [SignatureData.UnreadableCertificate].
  static SignatureData decode(Bytes der) {
    try {
      return parse(der);
    } catch (MalformedInput e) {
      return new SignatureData.UnreadableCertificate(der, e.reason());
    }
  }

  /// Refuses bytes after the certificate.
  static SignatureData.Certificate parse(Bytes der) throws MalformedInput {
    if (der.length() > MAX_BYTES) {
      throw new MalformedInput("a certificate of more than " + MAX_BYTES + " bytes", 0);
    }
    if (der.isEmpty() || der.get(0) != Der.SEQUENCE) {
      throw new MalformedInput("no certificate begins so", 0);
    }
    return KNOWN.parse(der, CertificateDecoder::read);
  }

  private static SignatureData.Certificate read(Bytes der) throws MalformedInput {
    List<Der> parts = Der.read(der, Der.SEQUENCE, "a certificate").children(PARTS, "a certificate");
    if (parts.size() != PARTS) {
      throw new MalformedInput("a certificate of " + parts.size() + " parts", 0);
    }
    List<Der> fields =
        parts.getFirst().expect(Der.SEQUENCE, "a certificate's body").children(MAX_FIELDS, "it");
    int serial = !fields.isEmpty() && fields.getFirst().tag() == Der.VERSION ? 1 : 0;
    // After the serial number: signature algorithm, issuer, validity, subject, key.
    if (fields.size() < serial + 6) {
      throw new MalformedInput("a certificate of " + fields.size() + " fields", 0);
    }
    return new SignatureData.Certificate(
        der,
        name(fields.get(serial + 4), "a certificate's subject"),
        name(fields.get(serial + 2), "a certificate's issuer"),
        fields.get(serial).expect(Der.INTEGER, "a certificate's serial number").contents(),
        HashAlgorithm.SHA256.hash(der));
  }

  private static String name(Der name, String what) throws MalformedInput {
    byte[] encoded = name.expect(Der.SEQUENCE, what).encoded().toArray();
    try {
      return new X500Principal(encoded).toString();
    } catch (IllegalArgumentException e) {
      throw new MalformedInput(what + " is no name", 0);
    }
  }
}
