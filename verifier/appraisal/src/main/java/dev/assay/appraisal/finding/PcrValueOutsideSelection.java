package dev.assay.appraisal.finding;

import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;

/// Values came with the quote that it doesn't cover. They are dropped; sending them is a try to
/// have unsigned values believed.
///
/// @param bank the bank they claim to belong to
/// @param outside the PCRs that the quote doesn't cover
public record PcrValueOutsideSelection(HashAlgorithm bank, SortedSet<PcrIndex> outside)
    implements QuoteFinding {

  public PcrValueOutsideSelection {
    outside = Pcrs.copy(outside);
  }

  @Override
  public String code() {
    return "PCR_VALUE_OUTSIDE_SELECTION";
  }

  @Override
  public String message() {
    return "Values were sent for PCR "
        + Pcrs.list(outside)
        + " of bank "
        + bank.label()
        + ", which the quote does not cover.";
  }

  @Override
  public String remedy() {
    return "A released agent never does this: check what runs on the machine in the agent's name.";
  }

  @Override
  public OptionalInt pcr() {
    return outside.size() == 1 ? OptionalInt.of(outside.first().value()) : OptionalInt.empty();
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("bank", bank.label()).put("outside", Pcrs.list(outside)).done();
  }
}
