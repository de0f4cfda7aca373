package dev.assay.verifier.wiring;

import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// A CA for one verifier: RSA, ten years, no further CAs below it (RFC 5280).
///
/// RSA, because thousands of agents verify what one verifier signs once a connection: the JDK's
/// ECDSA costs a fresh agent a tenth of a second of CPU for its tables alone, RSA a millisecond.
record CertificateAuthority(X509Certificate certificate, KeyPair keys) {
  private static final Duration CA_LIFE = Duration.ofDays(3650);
  // The longest life that TLS clients commonly accept is 398 days.
  private static final Duration SERVER_LIFE = Duration.ofDays(397);
  // Strong enough for the lives above (NIST SP 800-57 Part 1, section 5.6: 128 and 112 bits).
  private static final int CA_BITS = 3072;
  private static final int SERVER_BITS = 2048;
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);
  private static final Pattern NAME =
      Pattern.compile(
          "[A-Za-z0-9*](?:[A-Za-z0-9_-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?)*");
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  /// A server certificate with its key.
  record Issued(X509Certificate certificate, KeyPair keys) {}

  static CertificateAuthority make(Instant now, SecureRandom random)
      throws GeneralSecurityException {
    var keys = keys(CA_BITS, random);
    var serial = serial(random);
    var name =
        new X500Name("CN=Assay verifier CA " + serial.toString(16).substring(0, 8) + ",O=Assay");
    try {
      var builder = builder(name, serial, now, CA_LIFE, name, keys);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return new CertificateAuthority(sign(builder, keys), keys);
    } catch (CertIOException broken) {
      throw new GeneralSecurityException(broken);
    }
  }

  /// A server certificate for these names and addresses.
  Issued issue(Set<String> names, Instant now, SecureRandom random)
      throws GeneralSecurityException {
    var serverKeys = keys(SERVER_BITS, random);
    try {
      var builder =
          builder(
              X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded()),
              serial(random),
              now,
              SERVER_LIFE,
              new X500Name("CN=Assay verifier,O=Assay"),
              serverKeys);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      builder.addExtension(
          Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
      builder.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate));
      builder.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(
              names.stream().map(CertificateAuthority::generalName).toArray(GeneralName[]::new)));
      return new Issued(sign(builder, keys), serverKeys);
    } catch (CertIOException broken) {
      throw new GeneralSecurityException(broken);
    }
  }

  /// Whether this CA signed that certificate.
  boolean issued(X509Certificate other) {
    try {
      other.verify(certificate.getPublicKey());
      return true;
    } catch (GeneralSecurityException notOurs) {
      return false;
    }
  }

  /// The names and addresses that a certificate is for, in canonical form.
  static Set<String> names(X509Certificate certificate) throws CertificateParsingException {
    var names = certificate.getSubjectAlternativeNames();
    return names == null
        ? Set.of()
        : canonical(names.stream().map(name -> (String) name.get(1)).collect(Collectors.toSet()));
  }

  /// Sorted, in lower case, and addresses written one way.
  static Set<String> canonical(Set<String> names) {
    return names.stream()
        .map(name -> isAddress(name) ? address(name) : name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static void requireName(String name) {
    if (!isAddress(name) && !NAME.matcher(name).matches()) {
      throw new StartupFailure(
          "'" + name + "' is neither a host name nor an address. Correct ASSAY_SERVER_NAMES.");
    }
  }

  private static boolean isAddress(String name) {
    return ADDRESS.matcher(name).matches();
  }

  // A literal, so nothing is looked up.
  private static String address(String literal) {
    try {
      return InetAddress.ofLiteral(literal).getHostAddress();
    } catch (IllegalArgumentException wrong) {
      throw new StartupFailure(
          "'" + literal + "' is no IP address. Correct ASSAY_SERVER_NAMES.", wrong);
    }
  }

  private static GeneralName generalName(String name) {
    return new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name);
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer,
      BigInteger serial,
      Instant now,
      Duration life,
      X500Name subject,
      KeyPair keys)
      throws GeneralSecurityException, CertIOException {
    var builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            serial,
            Date.from(now.minus(CLOCK_SKEW)),
            Date.from(now.plus(life)),
            subject,
            keys.getPublic());
    return builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair signer)
      throws GeneralSecurityException {
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder(algorithm(signer)).build(signer.getPrivate())));
    } catch (OperatorCreationException impossible) {
      throw new GeneralSecurityException(impossible);
    }
  }

  /// A CA made by an earlier version, or by hand, may have an EC key.
  private static String algorithm(KeyPair signer) {
    return signer.getPrivate().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
  }

  private static KeyPair keys(int bits, SecureRandom random) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits, random);
    return generator.generateKeyPair();
  }

  // 127 random bits with the highest set, so that it is positive and of one length.
  private static BigInteger serial(SecureRandom random) {
    return new BigInteger(126, random).setBit(126);
  }
}
