package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.Digest;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// Few machines of the cohort show this measurement: siblings of one board model on one firmware
/// version are witnesses for each other, also where no golden set exists yet.
///
/// @param where the event
/// @param digest what was measured
/// @param machines how many of the cohort show it, this one among them
/// @param cohort how many machines the cohort has
/// @param usual what most of the cohort show in this PCR and this machine does not, in order of
///   value; empty where the measurement came on top
public record MeasurementRare(
    EventPlace where, Digest digest, int machines, int cohort, List<Digest> usual)
    implements GoldenFinding, EventFinding {
  private static final int MOST_SHOWN = 3;

  public MeasurementRare {
    usual = usual.stream().sorted(Comparator.comparing(Digest::toHex)).toList();
  }

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
        + "; "
        + others()
        + ".";
  }

  private String others() {
    if (usual.isEmpty()) {
      return "what the others show is there too";
    }
    var shown =
        usual.stream().limit(MOST_SHOWN).map(Digests::shortened).collect(Collectors.joining(", "));
    return usual.size() <= MOST_SHOWN
        ? "the others show " + shown
        : "the others show " + shown + " and " + (usual.size() - MOST_SHOWN) + " more";
  }

  @Override
  public String remedy() {
    return "Look for what these machines have and their siblings don't: a card, a setting, an"
        + " update under way. What nobody can explain is a reason to take them out of work.";
  }

  @Override
  public SortedMap<String, String> data() {
    var data =
        new Data()
            .at(where)
            .put("actual", digest.toString())
            .put("cohort", Integer.toString(cohort))
            .put("machines", Integer.toString(machines));
    return usual.isEmpty() ? data.done() : data.put("usual", whole()).done();
  }

  private String whole() {
    return usual.stream().map(Digest::toString).collect(Collectors.joining(" "));
  }
}
