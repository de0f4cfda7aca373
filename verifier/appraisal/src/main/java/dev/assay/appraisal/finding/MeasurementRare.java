package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.Digest;
import java.util.SortedMap;

/// Few machines of the cohort show this measurement: siblings of one board model on one firmware
/// version are witnesses for each other, also where no golden set exists yet.
///
/// @param where the event
/// @param digest what was measured
/// @param machines how many of the cohort show it, this one among them
/// @param cohort how many machines the cohort has
public record MeasurementRare(EventPlace where, Digest digest, int machines, int cohort)
    implements GoldenFinding, EventFinding {
  @Override
  public String code() {
    return "MEASUREMENT_RARE";
  }

  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public String message() {
    return where
        + ": only "
        + machines
        + " of "
        + cohort
        + " siblings show digest "
        + Digests.shortened(digest)
        + ".";
  }

  @Override
  public String remedy() {
    return "Look for what these machines have and their siblings don't: a card, a setting, an"
        + " update under way. What nobody can explain is a reason to take them out of work.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data()
        .at(where)
        .put("actual", digest.toString())
        .put("cohort", Integer.toString(cohort))
        .put("machines", Integer.toString(machines))
        .done();
  }
}
