package dev.assay.appraisal.testing;

import dev.assay.appraisal.codec.Bytes;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/// A certification authority that issues EK certificates, right but for what a test sets.
public final class TestAuthority {
  public static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  public static final Instant UNTIL = Instant.parse("2036-01-01T00:00:00Z");

  /// The serial number of every certificate.
  public static final BigInteger SERIAL = BigInteger.valueOf(4711);

  private final X500Name name;
  private final KeyPair key;

  public TestAuthority(String name, KeyPair key) {
    this.name = new X500Name("CN=" + name);
    this.key = key;
  }

  /// The authority's certificate by itself.
  public Bytes selfSigned() {
    return authority(this, FROM, UNTIL, null);
  }

  /// A certificate of another authority by this one.
  ///
  /// @param extendedKeyUsage what it is bound to, critical; null where it is not bound
  public Bytes authority(
      TestAuthority subject, Instant from, Instant until, @Nullable String extendedKeyUsage) {
    try {
      var builder = builder(subject.name, subject.key.getPublic(), from, until);
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      if (extendedKeyUsage != null) {
        builder.addExtension(
            Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose(extendedKeyUsage)));
      }
      return signed(builder);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /// A revocation list of this authority.
  ///
  /// @param partial whether it says that it is of a part of the certificates, by an extension that
  ///   is critical
  public Bytes revocationList(Instant from, Instant until, boolean partial, BigInteger... serials) {
    try {
      var builder = new X509v2CRLBuilder(name, Date.from(from));
      builder.setNextUpdate(Date.from(until));
      for (BigInteger serial : serials) {
        builder.addCRLEntry(serial, Date.from(from), CRLReason.keyCompromise);
      }
      if (partial) {
        builder.addExtension(
            Extension.issuingDistributionPoint,
            true,
            new IssuingDistributionPoint(null, true, false, null, false, false));
      }
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate());
      return Bytes.wrap(builder.build(signer).getEncoded());
    } catch (IOException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  /// A good EK certificate for `key`, by this authority.
  public EkCertificate ek(PublicKey key) {
    return new EkCertificate(this, key);
  }

  private X509v3CertificateBuilder builder(
      X500Name subject, PublicKey key, Instant from, Instant until) {
    return new X509v3CertificateBuilder(
        name,
        SERIAL,
        Date.from(from),
        Date.from(until),
        subject,
        SubjectPublicKeyInfo.getInstance(key.getEncoded()));
  }

  private Bytes signed(X509v3CertificateBuilder builder) throws IOException {
    try {
      return Bytes.wrap(
          builder
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()))
              .getEncoded());
    } catch (OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  private static KeyPurposeId purpose(String oid) {
    return KeyPurposeId.getInstance(new ASN1ObjectIdentifier(oid));
  }

  /// An EK certificate in the making. What is set to null is left out.
  public static final class EkCertificate {
    private final TestAuthority issuer;
    private final PublicKey key;
    private Instant from = FROM;
    private Instant until = UNTIL;
    private @Nullable String usage = "2.23.133.8.1";
    private @Nullable String vendor = "id:49465800";
    private String model = "SLB 9670";
    private String version = "id:0D0B";
    private int keyUsage = KeyUsage.keyEncipherment;
    private boolean authority;
    private @Nullable String criticalExtension;

    private EkCertificate(TestAuthority issuer, PublicKey key) {
      this.issuer = issuer;
      this.key = key;
    }

    public EkCertificate valid(Instant from, Instant until) {
      this.from = from;
      this.until = until;
      return this;
    }

    public EkCertificate usage(@Nullable String oid) {
      usage = oid;
      return this;
    }

    public EkCertificate vendor(@Nullable String value) {
      vendor = value;
      return this;
    }

    public EkCertificate model(String value) {
      model = value;
      return this;
    }

    public EkCertificate version(String value) {
      version = value;
      return this;
    }

    public EkCertificate keyUsage(int value) {
      keyUsage = value;
      return this;
    }

    public EkCertificate authority() {
      authority = true;
      return this;
    }

    public EkCertificate criticalExtension(String oid) {
      criticalExtension = oid;
      return this;
    }

    public Bytes issue() {
      try {
        // As in the profile: no subject, so that the alternative name is critical.
        var builder = issuer.builder(new X500Name(""), key, from, until);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage));
        if (vendor != null) {
          builder.addExtension(Extension.subjectAlternativeName, true, tpm(vendor, model, version));
        }
        if (usage != null) {
          builder.addExtension(
              Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose(usage)));
        }
        if (criticalExtension != null) {
          builder.addExtension(
              new ASN1ObjectIdentifier(criticalExtension), true, new DERUTF8String("?"));
        }
        return issuer.signed(builder);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    private static GeneralNames tpm(String vendor, String model, String version) {
      X500NameBuilder name = new X500NameBuilder();
      name.addRDN(new ASN1ObjectIdentifier("2.23.133.2.1"), new DERUTF8String(vendor));
      name.addRDN(new ASN1ObjectIdentifier("2.23.133.2.2"), new DERUTF8String(model));
      name.addRDN(new ASN1ObjectIdentifier("2.23.133.2.3"), new DERUTF8String(version));
      return new GeneralNames(new GeneralName(name.build()));
    }
  }
}
