package dev.assay.cli.ima;

import dev.assay.appraisal.ima.BootAggregate;
import dev.assay.appraisal.ima.ImaEntry;
import dev.assay.appraisal.tpm.Digest;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// What speaks against a list. Each of them forbids to trust any machine with it.
///
/// @param code which promise is violated; stable
/// @param entry the entry it is about, where it is about one
/// @param message one sentence: what was found
/// @param remedy what to do about it
public record ImaFinding(String code, OptionalInt entry, String message, String remedy) {

  /// The data of an entry is not what its template hash was made from.
  static ImaFinding entryAltered(ImaEntry entry) {
    return new ImaFinding(
        "IMA_ENTRY_ALTERED",
        OptionalInt.of(entry.index()),
        "The template hash of entry %d is not the hash of its data: the list was altered."
            .formatted(entry.index()),
        "Read the list again from the machine. Where it says the same, somebody changes what its"
            + " kernel shows: isolate the machine.");
  }

  /// What the firmware left in the PCRs is not what the list begins with.
  ///
  /// @throws IllegalArgumentException where it is
  static ImaFinding bootAggregate(BootAggregate aggregate) {
    return switch (aggregate) {
      case BootAggregate.Matches _ -> throw new IllegalArgumentException("nothing to find");
      case BootAggregate.Differs differs when isZero(differs) ->
          ofBoot(
              "IMA_BOOT_AGGREGATE_DIFFERS",
              "boot_aggregate is zero: the kernel had no TPM yet when IMA started.",
              "Build the TPM's driver into the kernel: nothing ties this list to the boot.");
      case BootAggregate.Differs(var measured, var expected) ->
          ofBoot(
              "IMA_BOOT_AGGREGATE_DIFFERS",
              "boot_aggregate is %s, the log's PCRs hash to %s.".formatted(measured, expected),
              "Read list and log again from the same boot. Where they still differ, one of them is"
                  + " not of this machine.");
      case BootAggregate.Missing _ ->
          ofBoot(
              "IMA_BOOT_AGGREGATE_MISSING",
              "The list does not begin with a boot_aggregate that its template hash covers.",
              "Read the whole list: a part of it proves nothing of the boot.");
      case BootAggregate.NotComparable(var algorithm) ->
          ofBoot(
              "IMA_BOOT_AGGREGATE_NOT_COMPARED",
              "boot_aggregate is of bank %s, of which the log has no values.".formatted(algorithm),
              "Activate that bank in the firmware's setup, or another in the kernel (ima_hash=).");
    };
  }

  /// No beginning of the list leads to these values of PCR 10.
  static ImaFinding notExplained(List<Digest> quoted) {
    String values = quoted.stream().map(Digest::toString).collect(Collectors.joining(" and "));
    return new ImaFinding(
        "IMA_PCR_NOT_EXPLAINED",
        OptionalInt.empty(),
        "No beginning of the list leads to PCR 10 = %s.".formatted(values),
        "Read the list after the quote, from the same boot. Where it still is not explained,"
            + " entries are missing or altered.");
  }

  private static boolean isZero(BootAggregate.Differs differs) {
    return differs.measured().equals(differs.measured().algorithm().zero());
  }

  private static ImaFinding ofBoot(String code, String message, String remedy) {
    return new ImaFinding(code, OptionalInt.of(0), message, remedy);
  }
}
