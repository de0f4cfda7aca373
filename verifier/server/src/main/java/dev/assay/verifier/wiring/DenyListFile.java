package dev.assay.verifier.wiring;

import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.enroll.TpmDenyList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file of TPMs that may not enroll. One that can't be read stops the start: what it denies
/// must not be let in.
final class DenyListFile {
  private DenyListFile() {}

  static TpmDenyList load(Path file) {
    try {
      return TpmDenyList.parse(Files.readString(file));
    } catch (IOException unreadable) {
      throw new StartupFailure(
          "The list of denied TPMs " + file + " can't be read. Correct ASSAY_TPM_DENY_LIST.",
          unreadable);
    } catch (MalformedInput malformed) {
      throw new StartupFailure(
          "The list of denied TPMs %s has a line that can't be read: %s. Correct it."
              .formatted(file, malformed.reason()),
          malformed);
    }
  }
}
