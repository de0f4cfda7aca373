package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.PcrIndex;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;

/// PCRs of the firmware have no separator: the firmware did not close its account there before it
/// started something, so that the events could be anybody's.
///
/// @param pcrs of 0 to 7; not empty
public record SeparatorMissing(SortedSet<PcrIndex> pcrs) implements LogFinding {
  public SeparatorMissing {
    pcrs = Pcrs.copy(pcrs);
  }

  @Override
  public String code() {
    return "SEPARATOR_MISSING";
  }

  @Override
  public Severity severity() {
    return Severity.VIOLATION;
  }

  @Override
  public String message() {
    return "No separator in PCR "
        + Pcrs.list(pcrs)
        + "; firmware measures one into each of PCR 0-7.";
  }

  @Override
  public String remedy() {
    return "Keep the machine out of work: either its log was cut, or its firmware did not measure"
        + " what it should. Boot it from a power-off and compare with a sibling.";
  }

  @Override
  public OptionalInt pcr() {
    return pcrs.size() == 1 ? OptionalInt.of(pcrs.first().value()) : OptionalInt.empty();
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("pcrs", Pcrs.list(pcrs)).done();
  }
}
