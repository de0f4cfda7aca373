package dev.assay.appraisal.finding;

import java.util.OptionalInt;
import java.util.SortedMap;

/// A finding that some board models are excused from, where no golden set could say whether this
/// one is.
///
/// @param finding what weighs more under a golden set that doesn't excuse it
/// @param severity UNDECIDED for a machine; a note where somebody asked for no golden set
public record AwaitsGoldenSet(OddFinding finding, Severity severity) implements GoldenFinding {
  @Override
  public String code() {
    return "AWAITS_GOLDEN_SET";
  }

  @Override
  public String message() {
    return finding.message() + " Some board models do so; no golden set says whether this may.";
  }

  @Override
  public String remedy() {
    return "Compare with siblings when you draft the golden set: it proposes to excuse what all of"
        + " them show. What only one machine shows, look into.";
  }

  @Override
  public OptionalInt pcr() {
    return finding.pcr();
  }

  @Override
  public OptionalInt event() {
    return finding.event();
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().all(finding.data()).put("awaiting", finding.code()).done();
  }
}
