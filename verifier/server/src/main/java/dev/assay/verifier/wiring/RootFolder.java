package dev.assay.verifier.wiring;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.enroll.TrustRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/// The folder with the TPM vendors' certificates and revocation lists. A file that can't be read as
/// one is skipped with a warning: it must not keep the others out.
final class RootFolder {
  private static final Logger LOG = Logger.getLogger(RootFolder.class);
  private static final long LARGEST = 1024L * 1024;

  private RootFolder() {}

  static TrustRoots load(Path folder) {
    Map<String, Bytes> files = new TreeMap<>();
    try (var children = Files.list(folder)) {
      for (var file : children.filter(Files::isRegularFile).toList()) {
        read(file, files);
      }
    } catch (IOException unreadable) {
      throw new StartupFailure(
          "The folder of EK roots " + folder + " can't be read. Correct ASSAY_EK_ROOTS.",
          unreadable);
    }
    var loaded = TrustRoots.load(files);
    loaded.warnings().forEach(warning -> LOG.warnf("EK roots: %s", warning));
    LOG.infof(
        "EK roots: %d roots, %d intermediates and %d revocation lists from %s",
        loaded.roots().roots().size(),
        loaded.roots().intermediates().size(),
        loaded.roots().revocationLists().size(),
        folder);
    return loaded.roots();
  }

  private static void read(Path file, Map<String, Bytes> files) {
    var name = file.getFileName().toString();
    try {
      if (Files.size(file) > LARGEST) {
        LOG.warnf("EK roots: %s is larger than 1 MiB and was skipped", name);
        return;
      }
      files.put(name, Bytes.wrap(Files.readAllBytes(file)));
    } catch (IOException unreadable) {
      LOG.warnf("EK roots: %s can't be read and was skipped: %s", name, unreadable.getMessage());
    }
  }
}
