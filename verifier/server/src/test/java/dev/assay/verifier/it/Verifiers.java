package dev.assay.verifier.it;

import dev.assay.agent.testing.SoftwareTpm;
import dev.assay.verifier.wiring.FirstStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;

/// How the verifiers of these tests are set up.
final class Verifiers {

  private Verifiers() {}

  /// One that trusts the authority of the software TPMs here.
  static VerifierProcess trustingSoftwareTpms(Path folder, Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("ASSAY_EK_ROOTS", ekRoots(folder).toString());
    return started(folder, settings);
  }

  /// One that need not make its certificates and its PostgreSQL first.
  static VerifierProcess started(Path folder, Map<String, String> settings) {
    var verifier = new VerifierProcess(folder, settings);
    if (!Files.exists(verifier.data())) {
      FirstStart.copyTo(verifier.data());
    }
    verifier.start();
    return verifier;
  }

  private static Path ekRoots(Path folder) {
    try {
      var roots = Files.createDirectories(folder.resolve("ek-roots"));
      Files.copy(
          SoftwareTpm.caCertificates(),
          roots.resolve("software-tpms.pem"),
          StandardCopyOption.REPLACE_EXISTING);
      return roots.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
