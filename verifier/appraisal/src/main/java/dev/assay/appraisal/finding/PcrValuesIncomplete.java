package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;

/// Values of quoted PCRs were not sent, so the signed digest can't be opened.
///
/// @param bank the bank they belong to
/// @param missing the PCRs without a value
public record PcrValuesIncomplete(HashAlgorithm bank, SortedSet<PcrIndex> missing)
    implements QuoteFinding {

  public PcrValuesIncomplete {
    missing = Pcrs.copy(missing);
  }

  @Override
  public String code() {
    return "PCR_VALUES_INCOMPLETE";
  }

  @Override
  public String message() {
    return "No value was sent for PCR "
        + Pcrs.list(missing)
        + " of the quoted bank "
        + bank.label()
        + ".";
  }

  @Override
  public String remedy() {
    return "Restart the agent so that it sends every value again; if it persists, update the"
        + " agent.";
  }

  @Override
  public OptionalInt pcr() {
    return missing.size() == 1 ? OptionalInt.of(missing.first().value()) : OptionalInt.empty();
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("bank", bank.label()).put("missing", Pcrs.list(missing)).done();
  }
}
