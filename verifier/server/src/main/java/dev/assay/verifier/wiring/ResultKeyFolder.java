package dev.assay.verifier.wiring;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The keys of attestation results: a folder of PEM files, each a P-256 key. `current.pem` signs;
/// all others, private or public, are only published, as the ones before it and the one to come are
/// (docs/result.md).
///
/// @param current has its private part
record ResultKeyFolder(ECKey current, List<ECKey> others) {
  static final String FOLDER = "result-keys";
  static final String CURRENT = "current.pem";
  private static final int MOST = 16;

  ResultKeyFolder {
    others = List.copyOf(others);
  }

  /// The keys of this folder, or of the data folder's own, where a first one is made.
  static ResultKeyFolder open(Path data, Optional<Path> given, SecureRandom random) {
    var folder = given.orElse(data.resolve(FOLDER));
    try {
      if (given.isEmpty() && !Files.exists(folder.resolve(CURRENT))) {
        Files.createDirectories(folder);
        WholeFile.secret(
            folder.resolve(CURRENT), Pem.privateKey(made(random).getPrivate().getEncoded()));
      }
      return load(folder);
    } catch (IOException | GeneralSecurityException | JOSEException unusable) {
      throw new StartupFailure(
          "The keys of attestation results in %s can't be used: %s. Let it hold PEM files with P-256 keys, and the private one that signs as %s."
              .formatted(folder, unusable.getMessage(), CURRENT),
          unusable);
    }
  }

  private static KeyPair made(SecureRandom random) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  private static ResultKeyFolder load(Path folder) throws IOException, JOSEException {
    var others = new ArrayList<ECKey>();
    for (var file : files(folder)) {
      if (!file.endsWith(CURRENT)) {
        others.add(key(file));
      }
    }
    if (!Files.exists(folder.resolve(CURRENT))) {
      throw new IOException("there is no " + CURRENT);
    }
    var current = key(folder.resolve(CURRENT));
    if (!current.isPrivate()) {
      throw new IOException(CURRENT + " holds no private key");
    }
    return new ResultKeyFolder(current, others);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder, "*.pem")) {
      var found = new ArrayList<Path>();
      files.forEach(found::add);
      if (found.size() > MOST) {
        throw new IOException("it holds more than %d keys".formatted(MOST));
      }
      found.sort(null);
      return found;
    }
  }

  private static ECKey key(Path file) throws IOException, JOSEException {
    try {
      return EcKeyFile.read(file);
    } catch (IOException unusable) {
      throw new IOException(file.getFileName() + ": " + unusable.getMessage(), unusable);
    }
  }
}
