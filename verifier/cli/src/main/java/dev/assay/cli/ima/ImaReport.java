package dev.assay.cli.ima;

import dev.assay.appraisal.eventlog.Trust;
import dev.assay.appraisal.ima.BootAggregate;
import dev.assay.appraisal.ima.ImaList;
import dev.assay.appraisal.ima.ImaReplay;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What one list says, what the PCRs hold after it, and whether it fits the boot. Says nothing of
/// any machine: without a quote nobody vouches for a list.
///
/// @param list the entries
/// @param replay the PCRs after all of them
/// @param quoted values of PCR 10 to be explained; none where nobody asked
/// @param explained the PCRs after the entries that explain them
/// @param bootAggregate how the list begins against the firmware's log; empty without a log
public record ImaReport(
    ImaList list,
    ImaReplay replay,
    List<Digest> quoted,
    Optional<ImaReplay> explained,
    Optional<BootAggregate> bootAggregate) {
  private static final Set<HashAlgorithm> BANKS =
      EnumSet.of(
          HashAlgorithm.SHA1, HashAlgorithm.SHA256, HashAlgorithm.SHA384, HashAlgorithm.SHA512);

  public ImaReport {
    quoted = List.copyOf(quoted);
  }

  /// Replays a list and holds it against what else is known.
  ///
  /// @param quoted values of PCR 10, or none
  /// @param firmware the PCRs that the firmware's log replays to, where there is one
  public static ImaReport of(ImaList list, List<Digest> quoted, Optional<PcrValues> firmware) {
    var banks = EnumSet.copyOf(BANKS);
    quoted.forEach(value -> banks.add(value.algorithm()));
    var start = ImaReplay.start(list.algorithm(), banks);
    return new ImaReport(
        list,
        start.advance(list),
        quoted,
        quoted.isEmpty() ? Optional.empty() : start.until(quoted, list),
        firmware.map(pcrs -> BootAggregate.of(list, pcrs)));
  }

  /// What speaks against the list.
  public List<ImaFinding> findings() {
    var findings = new ArrayList<ImaFinding>();
    list.entries().stream()
        .filter(entry -> entry.trust() == Trust.DIGEST_ONLY)
        .map(ImaFinding::entryAltered)
        .forEach(findings::add);
    bootAggregate
        .filter(aggregate -> !(aggregate instanceof BootAggregate.Matches))
        .map(ImaFinding::bootAggregate)
        .ifPresent(findings::add);
    if (!quoted.isEmpty() && explained.isEmpty()) {
      findings.add(ImaFinding.notExplained(quoted));
    }
    return List.copyOf(findings);
  }
}
