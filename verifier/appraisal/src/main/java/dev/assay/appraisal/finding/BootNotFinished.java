package dev.assay.appraisal.finding;

import dev.assay.appraisal.golden.Oddity;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.Collections;
import java.util.SortedMap;

/// The log does not tell that boot services ended: the firmware may still be at work, or a program
/// speaks in place of the operating system. Old firmware does not measure it, and old kernels lose
/// it; there the replay of PCR 5 decides.
public record BootNotFinished() implements OddFinding {
  private static final PcrIndex PCR = PcrIndex.of(5);

  @Override
  public Oddity oddity() {
    return Oddity.BOOT_NOT_FINISHED;
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
    return "The log is unfinished: PCR 5 has no event \"Exit Boot Services Returned with"
        + " Success\".";
  }

  @Override
  public String remedy() {
    return "Boards from before about 2020 do not measure it: where all siblings lack it, draft"
        + " their golden set anew and approve the quirk. A board that did measure it before was"
        + " asked before its kernel ran, or its log was cut.";
  }
}
