package dev.assay.verifier.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.util.BigIntegers;

/// What a verifier knows and may tell nobody, each in the forms in which it could get out: as it
/// lies in its file or variable, and as hexadecimal and Base64 of its bytes.
final class VerifierSecrets {
  private static final String PEM = "-----BEGIN PRIVATE KEY-----";
  private static final int PEM_LINE = 64;

  private final Map<String, Set<String>> forms = new TreeMap<>();

  /// All of its data folder: the token, its database's password, and each private key.
  static VerifierSecrets of(VerifierProcess verifier) {
    var secrets = new VerifierSecrets();
    try (var files = Files.walk(verifier.data(), 2)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        secrets.addFile(verifier.data().relativize(file).toString(), file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return secrets;
  }

  private void addFile(String name, Path file) throws IOException {
    var text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    if (text.startsWith(PEM)) {
      addKey(name, text);
    } else if (name.equals("admin.token") || name.equals("postgres/password")) {
      add(name, text);
    }
  }

  private void addKey(String name, String pem) throws IOException {
    var lines = pem.lines().filter(line -> !line.startsWith("-----")).toList();
    var key = PrivateKeyFactory.createKey(Base64.getDecoder().decode(String.join("", lines)));
    forms.put(
        name,
        Stream.concat(
                lines.stream().filter(line -> line.length() == PEM_LINE),
                secretOf(key).flatMap(VerifierSecrets::encoded))
            .collect(Collectors.toSet()));
  }

  private static Stream<byte[]> secretOf(AsymmetricKeyParameter key) {
    return switch (key) {
      case ECPrivateKeyParameters curve ->
          Stream.of(BigIntegers.asUnsignedByteArray(32, curve.getD()));
      case Ed25519PrivateKeyParameters edwards -> Stream.of(edwards.getEncoded());
      case RSAPrivateCrtKeyParameters rsa ->
          Stream.of(rsa.getExponent(), rsa.getP(), rsa.getQ())
              .map(BigIntegers::asUnsignedByteArray);
      default -> throw new AssertionError("a key of another kind: " + key);
    };
  }

  /// A secret that it was given.
  VerifierSecrets with(String name, String secret) {
    add(name, secret);
    return this;
  }

  private void add(String name, String secret) {
    var all = encoded(secret.getBytes(StandardCharsets.UTF_8)).collect(Collectors.toSet());
    all.add(secret);
    if (secret.startsWith("whs")) {
      var key = secret.substring(secret.indexOf('_') + 1);
      all.add(key);
      encoded(Base64.getDecoder().decode(key)).forEach(all::add);
    }
    forms.put(name, all);
  }

  // Base64 without its end, which depends on what stands behind.
  private static Stream<String> encoded(byte[] bytes) {
    int whole = bytes.length / 3 * 4;
    return Stream.of(
        HexFormat.of().formatHex(bytes),
        Base64.getEncoder().encodeToString(bytes).substring(0, whole),
        Base64.getUrlEncoder().encodeToString(bytes).substring(0, whole));
  }

  Set<String> names() {
    return forms.keySet();
  }

  /// The names of those that this text gives away.
  List<String> toldBy(String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    return forms.entrySet().stream()
        .filter(
            secret ->
                secret.getValue().stream()
                    .anyMatch(form -> lower.contains(form.toLowerCase(Locale.ROOT))))
        .map(Map.Entry::getKey)
        .toList();
  }
}
