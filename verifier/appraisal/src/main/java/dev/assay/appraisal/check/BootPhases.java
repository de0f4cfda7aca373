package dev.assay.appraisal.check;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.PcrIndex;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What systemd measures into PCR 11 while the system starts and stops, when the firmware's log has
/// ended already: a word for each phase that is reached, in this order
/// (systemd-pcrphase.service(8), UAPI.7 Linux TPM PCR Registry). Which of them depends on the
/// initrd, and on how far the boot is.
final class BootPhases {
  static final PcrIndex PCR = PcrIndex.of(11);

  private static final List<Bytes> WORDS =
      List.of(
          word("enter-initrd"),
          word("leave-initrd"),
          word("sysinit"),
          word("ready"),
          word("shutdown"),
          word("final"));

  private BootPhases() {}

  /// Whether nothing but phases lies between what the log leads to and what the TPM holds.
  static boolean lead(Digest logged, Digest held) {
    return lead(logged, held, 0);
  }

  private static boolean lead(Digest reached, Digest held, int next) {
    for (int i = next; i < WORDS.size(); i++) {
      Digest extended = reached.extend(held.algorithm().hash(WORDS.get(i)));
      if (extended.equals(held) || lead(extended, held, i + 1)) {
        return true;
      }
    }
    return false;
  }

  private static Bytes word(String phase) {
    return Bytes.wrap(phase.getBytes(StandardCharsets.US_ASCII));
  }
}
