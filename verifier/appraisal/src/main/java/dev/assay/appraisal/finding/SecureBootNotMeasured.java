package dev.assay.appraisal.finding;

import dev.assay.appraisal.golden.Oddity;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/// PCR 7 lacks variables that it begins with (TCG PFP, section "PCR[7]"), so whether Secure Boot
/// was on, or with which keys, is not known.
///
/// @param variables those that are missing; not empty
public record SecureBootNotMeasured(List<String> variables) implements OddFinding {
  private static final PcrIndex PCR = PcrIndex.of(7);

  public SecureBootNotMeasured {
    variables = List.copyOf(variables);
    if (variables.isEmpty()) {
      throw new IllegalArgumentException("nothing is missing");
    }
  }

  @Override
  public Oddity oddity() {
    return Oddity.SECURE_BOOT_NOT_MEASURED;
  }

  @Override
  public Severity severity() {
    return Severity.WARNING;
  }

  @Override
  public PcrIndex index() {
    return PCR;
  }

  @Override
  public SortedMap<HashAlgorithm, Digest> digests() {
    return Collections.emptySortedMap();
  }

  @Override
  public String message() {
    return "PCR 7 does not tell of Secure Boot in full: "
        + String.join(", ", variables)
        + " not measured.";
  }

  @Override
  public String remedy() {
    return "Compare with a sibling: where no machine of the model measures it, draft their golden"
        + " set anew and approve the quirk. A machine that did measure it runs other firmware.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("missing", String.join(" ", variables)).done();
  }
}
