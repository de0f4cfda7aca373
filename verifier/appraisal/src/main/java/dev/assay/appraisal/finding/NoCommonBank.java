package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.Collections;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// Golden set and quote have no strong bank in common for some PCRs, so these can't be compared at
/// all.
///
/// @param goldenSet the golden set's id
/// @param pcrs the PCRs that can't be compared
/// @param golden the banks that the golden set holds
/// @param quoted the banks that the quote covers
/// @param severity by the golden set's layer
public record NoCommonBank(
    String goldenSet,
    SortedSet<PcrIndex> pcrs,
    SortedSet<HashAlgorithm> golden,
    SortedSet<HashAlgorithm> quoted,
    Severity severity)
    implements GoldenFinding {

  public NoCommonBank {
    pcrs = Pcrs.copy(pcrs);
    golden = Collections.unmodifiableSortedSet(new TreeSet<>(golden));
    quoted = Collections.unmodifiableSortedSet(new TreeSet<>(quoted));
  }

  @Override
  public String code() {
    return "NO_COMMON_BANK";
  }

  @Override
  public String message() {
    return "PCR "
        + Pcrs.list(pcrs)
        + " can't be compared: the golden set has "
        + Digests.labels(golden)
        + ", the quote covers "
        + Digests.labels(quoted)
        + ", and both need one of SHA-256 or better.";
  }

  @Override
  public String remedy() {
    return "Switch the golden set's bank on in this machine's TPM, or draft the golden set anew"
        + " from machines that have this machine's banks.";
  }

  @Override
  public OptionalInt pcr() {
    return pcrs.size() == 1 ? OptionalInt.of(pcrs.first().value()) : OptionalInt.empty();
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data()
        .put("actual", Digests.labels(quoted))
        .put("expected", Digests.labels(golden))
        .put("goldenSet", goldenSet)
        .put("pcrs", Pcrs.list(pcrs))
        .done();
  }
}
