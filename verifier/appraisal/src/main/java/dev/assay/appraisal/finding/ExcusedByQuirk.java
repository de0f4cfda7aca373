package dev.assay.appraisal.finding;

import java.util.OptionalInt;
import java.util.SortedMap;

/// A golden set of the board model excuses a finding: all its siblings showed the same when the set
/// was made, and a person approved it.
///
/// @param finding what is excused
/// @param goldenSet the golden set's id
public record ExcusedByQuirk(OddFinding finding, String goldenSet) implements GoldenFinding {
  @Override
  public String code() {
    return "EXCUSED_BY_QUIRK";
  }

  @Override
  public Severity severity() {
    return Severity.NOTE;
  }

  @Override
  public String message() {
    return finding.message() + " Golden set " + goldenSet + " excuses it.";
  }

  @Override
  public String remedy() {
    return "Nothing to do: all machines of this model do so. When an update of the firmware mends"
        + " it, draft the golden set anew.";
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
    return new Data()
        .all(finding.data())
        .put("excused", finding.code())
        .put("goldenSet", goldenSet)
        .done();
  }
}
