package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;
import java.util.SortedMap;

/// The digests of one event are not of one thing: its data, or what it is known to be, agrees with
/// some banks and not with others. So another thing was measured into the others.
///
/// @param where the event
/// @param agreeing the banks whose digest is of what the event says
/// @param others the other ones
public record BanksDisagree(
    EventPlace where, List<HashAlgorithm> agreeing, List<HashAlgorithm> others)
    implements LogFinding, EventFinding {
  public BanksDisagree {
    agreeing = List.copyOf(agreeing);
    others = List.copyOf(others);
  }

  @Override
  public String code() {
    return "BANKS_DISAGREE";
  }

  @Override
  public Severity severity() {
    return Severity.VIOLATION;
  }

  @Override
  public String message() {
    return where
        + ": the digest is of the logged data in "
        + Digests.labels(agreeing)
        + ", and of something else in "
        + Digests.labels(others)
        + ".";
  }

  @Override
  public String remedy() {
    return "Keep the machine out of work: different things were measured into its banks, or its log"
        + " was altered. Boot it from a power-off; if the same event disagrees again, the firmware"
        + " is broken or bad.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data()
        .at(where)
        .put("agreeing", Digests.labels(agreeing))
        .put("others", Digests.labels(others))
        .done();
  }
}
