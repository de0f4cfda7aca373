package dev.assay.verifier.wiring;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/// A P-256 key in a PEM file, private or public, as a JWK that is named by its thumbprint.
final class EcKeyFile {
  private static final JcaPEMKeyConverter CONVERTER = new JcaPEMKeyConverter();

  private EcKeyFile() {}

  static ECKey read(Path file) throws IOException, JOSEException {
    try (var parser = new PEMParser(new StringReader(Files.readString(file)))) {
      return switch (parser.readObject()) {
        case PEMKeyPair pair -> ofPrivate(pair.getPrivateKeyInfo());
        case PrivateKeyInfo info -> ofPrivate(info);
        case SubjectPublicKeyInfo info -> named(builder(info));
        case null, default -> throw new IOException("it holds no unencrypted key");
      };
    }
  }

  private static ECKey ofPrivate(PrivateKeyInfo info) throws IOException, JOSEException {
    if (!(CONVERTER.getPrivateKey(info) instanceof ECPrivateKey privateKey)) {
      throw notP256();
    }
    return named(builder(publicPart(info)).privateKey(privateKey));
  }

  // Not every private key comes with its public part; it is the generator times the private one.
  private static SubjectPublicKeyInfo publicPart(PrivateKeyInfo info) throws IOException {
    if (!(PrivateKeyFactory.createKey(info) instanceof ECPrivateKeyParameters key)) {
      throw notP256();
    }
    var curve = key.getParameters();
    var point = curve.getG().multiply(key.getD()).normalize();
    return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
        new ECPublicKeyParameters(point, curve));
  }

  private static ECKey.Builder builder(SubjectPublicKeyInfo info) throws IOException {
    if (CONVERTER.getPublicKey(info) instanceof ECPublicKey key
        && Curve.P_256.equals(Curve.forECParameterSpec(key.getParams()))) {
      return new ECKey.Builder(Curve.P_256, key);
    }
    throw notP256();
  }

  private static IOException notP256() {
    return new IOException("its key is not of the curve P-256");
  }

  private static ECKey named(ECKey.Builder key) throws JOSEException {
    return key.keyUse(KeyUse.SIGNATURE).algorithm(JWSAlgorithm.ES256).keyIDFromThumbprint().build();
  }
}
