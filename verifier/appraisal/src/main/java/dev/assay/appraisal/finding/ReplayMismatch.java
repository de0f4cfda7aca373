package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.SortedMap;

/// The log's events don't give the value that the TPM signed: an event was left out, added or
/// altered in the log, or something extended the PCR without logging it. That PCR's events prove
/// nothing any more; their differences are still shown, as a hint.
///
/// @param index the PCR
/// @param quoted the signed values, in the banks that differ
/// @param replayed what the log gives in those banks
/// @param reason what explains the difference, where that can be computed
/// @param severity by the PCR: firmware's never differ; in the others something may extend after
///   the log
public record ReplayMismatch(
    PcrIndex index,
    SortedMap<HashAlgorithm, Digest> quoted,
    SortedMap<HashAlgorithm, Digest> replayed,
    Reason reason,
    Severity severity)
    implements LogFinding, PcrFinding {

  /// Why log and TPM differ. A reason explains; it never makes the log's word good.
  public enum Reason {
    /// Something was left out of the log, added to it or altered, or extended without logging.
    UNKNOWN(""),
    /// An extend of zeros after the logged events gives the value: how Windows closes a bank that
    /// it does not use.
    BANK_CAPPED("an extend of zeros closed the bank after the last logged event"),
    /// PCR 5 after the two events that end the boot services, which the log lacks: the kernel did
    /// not read the table of final events.
    BOOT_END_NOT_LOGGED("the log lacks the end of the boot services, which was measured"),
    /// PCR 0 from another start value than the log says.
    LOCALITY_NOT_LOGGED("the TPM was started from another locality than the log says"),
    /// The PCR holds its reset value.
    NEVER_EXTENDED("nothing was ever extended into this PCR of the bank"),
    /// The TPM was restarted since its reset, and the PCR is one that systems extend on resume.
    RESUMED("the machine slept and resumed since the log was written"),
    /// The running system extends the PCR, in lists of its own.
    RUNNING_SYSTEM("the running system extends it (IMA PCR 10, systemd PCR 11 and 15)");

    private final String sentence;

    Reason(String sentence) {
      this.sentence = sentence;
    }
  }

  public ReplayMismatch {
    quoted = Digests.copy(quoted);
    replayed = Digests.copy(replayed);
    Digests.requireSameBanks(quoted, replayed);
  }

  @Override
  public String code() {
    return "REPLAY_MISMATCH";
  }

  @Override
  public String message() {
    var bank = Digests.shownBank(quoted);
    return "PCR "
        + index.value()
        + " ("
        + bank.label()
        + "): the log's events give "
        + Digests.shortened(Digests.in(replayed, bank))
        + ", but the TPM holds "
        + Digests.shortened(Digests.in(quoted, bank))
        + (reason == Reason.UNKNOWN ? "." : ": " + reason.sentence + ".");
  }

  @Override
  public String remedy() {
    return switch (reason) {
      case BANK_CAPPED ->
          "Switch this bank off in the firmware setup: nothing fills it after the system starts.";
      case BOOT_END_NOT_LOGGED ->
          "Use a kernel that shows the final events (Linux 5.3 or newer), and a boot loader that"
              + " hands the whole log over; then attest again.";
      case LOCALITY_NOT_LOGGED ->
          "Update the firmware: its log has to say how the TPM was started. Until then PCR 0 proves"
              + " nothing.";
      case NEVER_EXTENDED ->
          "Switch the bank off in the TPM (tpm2_pcrallocate), or update the firmware until it fills"
              + " it; reboot and attest again.";
      case UNKNOWN, RESUMED, RUNNING_SYSTEM -> bySeverity();
    };
  }

  private String bySeverity() {
    return switch (severity) {
      case VIOLATION ->
          "Keep the machine and its log away from work: the log doesn't tell what ran. Boot it once"
              + " more from a power-off; if the same PCR differs again, look for software or"
              + " hardware that extends it, and for altered logs.";
      case WARNING, UNDECIDED -> Pcrs.NOTHING_SHOULD_EXTEND_IT;
      case NOTE -> Pcrs.RUNNING_SYSTEM_EXTENDS_IT;
    };
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data()
        .put("actual", Digests.whole(quoted))
        .put("expected", Digests.whole(replayed))
        .put("reason", reason.name())
        .done();
  }
}
