package dev.assay.verifier.wiring;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.enroll.TrustRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/// A folder with vendors' certificates and revocation lists. A file that can't be read as one is
/// skipped with a warning: it must not keep the others out.
enum RootFolder {
  /// Of those who make TPMs.
  EK("EK roots", "ASSAY_EK_ROOTS"),
  /// Of those who sign reference manifests.
  RIM("RIM roots", "ASSAY_RIM_ROOTS");

  private static final Logger LOG = Logger.getLogger(RootFolder.class);
  private static final long LARGEST = 1024L * 1024;

  private final String what;
  private final String setting;

  RootFolder(String what, String setting) {
    this.what = what;
    this.setting = setting;
  }

  TrustRoots load(Path folder) {
    Map<String, Bytes> files = new TreeMap<>();
    try (var children = Files.list(folder)) {
      for (var file : children.filter(Files::isRegularFile).toList()) {
        read(file, files);
      }
    } catch (IOException unreadable) {
      throw new StartupFailure(
          "The folder of %s %s can't be read. Correct %s.".formatted(what, folder, setting),
          unreadable);
    }
    var loaded = TrustRoots.load(files);
    loaded.warnings().forEach(warning -> LOG.warnf("%s: %s", what, warning));
    LOG.infof(
        "%s: %d roots, %d intermediates and %d revocation lists from %s",
        what,
        loaded.roots().roots().size(),
        loaded.roots().intermediates().size(),
        loaded.roots().revocationLists().size(),
        folder);
    return loaded.roots();
  }

  private void read(Path file, Map<String, Bytes> files) {
    var name = file.getFileName().toString();
    try {
      if (Files.size(file) > LARGEST) {
        LOG.warnf("%s: %s is larger than 1 MiB and was skipped", what, name);
        return;
      }
      files.put(name, Bytes.wrap(Files.readAllBytes(file)));
    } catch (IOException unreadable) {
      LOG.warnf("%s: %s can't be read and was skipped: %s", what, name, unreadable.getMessage());
    }
  }
}
