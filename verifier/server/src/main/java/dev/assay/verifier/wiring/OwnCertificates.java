package dev.assay.verifier.wiring;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The verifier's own CA and server certificate, for those who bring none. The CA is made once;
/// agents and operators trust it by its file. The server certificate is renewed at a start when it
/// nears its end or when the names it is for changed.
final class OwnCertificates {
  private static final Duration RENEWED_BEFORE = Duration.ofDays(60);
  private static final String CA = "ca.crt";
  private static final String CA_KEY = "ca.key";
  private static final String SERVER = "server.crt";
  private static final String SERVER_KEY = "server.key";

  private final DataFolder folder;
  private final SecureRandom random;
  private final Instant now;

  OwnCertificates(DataFolder folder, SecureRandom random, Instant now) {
    this.folder = folder;
    this.random = random;
    this.now = now;
  }

  /// Makes what is missing or due, and tells where the files are.
  Settings.CertificateFiles ready(List<String> furtherNames) {
    try {
      var names = names(furtherNames);
      var authority = authority();
      if (!serves(authority, names)) {
        var issued = authority.issue(names, now, random);
        folder.writeSecret(SERVER_KEY, Pem.privateKey(issued.keys().getPrivate().getEncoded()));
        folder.writePublic(
            SERVER, Pem.write(issued.certificate()) + Pem.write(authority.certificate()));
      }
      return new Settings.CertificateFiles(folder.file(SERVER), folder.file(SERVER_KEY));
    } catch (IOException | GeneralSecurityException failed) {
      throw new StartupFailure(
          "The verifier's own certificates in "
              + folder.path()
              + " can't be read or made. Restore ca.crt and ca.key from a backup, or set"
              + " ASSAY_TLS_CERT and ASSAY_TLS_KEY.",
          failed);
    }
  }

  private CertificateAuthority authority() throws IOException, GeneralSecurityException {
    if (Files.exists(folder.file(CA)) && Files.exists(folder.file(CA_KEY))) {
      var certificate = Pem.certificates(Files.readString(folder.file(CA))).getFirst();
      var key = Pem.privateKey(Files.readString(folder.file(CA_KEY)));
      return new CertificateAuthority(certificate, new KeyPair(certificate.getPublicKey(), key));
    }
    if (Files.exists(folder.file(CA)) || Files.exists(folder.file(CA_KEY))) {
      throw new IOException("only one of ca.crt and ca.key is there");
    }
    var made = CertificateAuthority.make(now, random);
    folder.writeSecret(CA_KEY, Pem.privateKey(made.keys().getPrivate().getEncoded()));
    folder.writePublic(CA, Pem.write(made.certificate()));
    return made;
  }

  private boolean serves(CertificateAuthority authority, Set<String> names)
      throws IOException, GeneralSecurityException {
    if (!Files.exists(folder.file(SERVER)) || !Files.exists(folder.file(SERVER_KEY))) {
      return false;
    }
    X509Certificate current = Pem.certificates(Files.readString(folder.file(SERVER))).getFirst();
    boolean lasts = current.getNotAfter().toInstant().isAfter(now.plus(RENEWED_BEFORE));
    return lasts && authority.issued(current) && CertificateAuthority.names(current).equals(names);
  }

  private static Set<String> names(List<String> further) {
    var names = new LinkedHashSet<String>(List.of("localhost", "127.0.0.1", "::1"));
    names.add(hostName());
    names.addAll(further);
    names.remove("");
    names.forEach(CertificateAuthority::requireName);
    return CertificateAuthority.canonical(names);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "";
    }
  }
}
