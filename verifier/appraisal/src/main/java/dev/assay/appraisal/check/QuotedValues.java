package dev.assay.appraisal.check;

import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.NoStrongBank;
import dev.assay.appraisal.finding.PcrDigestMismatch;
import dev.assay.appraisal.finding.PcrValueOutsideSelection;
import dev.assay.appraisal.finding.PcrValuesIncomplete;
import dev.assay.appraisal.finding.SelectionDiffers;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.appraisal.tpm.QuoteStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// The values behind a signed digest: held against what was asked for and what was signed.
///
/// @param values those of the signed selection alone
/// @param complete whether they are all there, are what was signed, and are what was asked for
/// @param findings whatever else came, and why they are not complete
record QuotedValues(PcrValues values, boolean complete, List<Finding> findings) {
  static QuotedValues open(
      QuoteStatement statement,
      PcrValues claimed,
      HashAlgorithm signatureHash,
      PcrSelection requested) {
    PcrSelection signed = statement.selection();
    List<Finding> findings = new ArrayList<>(wrongSelection(signed, requested));
    List<Finding> missing = missing(claimed, signed);
    findings.addAll(missing);
    if (missing.isEmpty()) {
      mismatch(statement, claimed, signatureHash).ifPresent(findings::add);
    }
    boolean complete = findings.isEmpty();
    List<Finding> outside = outside(claimed, signed);
    findings.addAll(outside);
    return new QuotedValues(
        outside.isEmpty() ? claimed : claimed.within(signed), complete, findings);
  }

  // The order of the banks is part of equality: TPMs answer in the order in which they were asked
  // (TPM 2.0 Part 3, TPM2_Quote, gives the selection back filtered and not sorted).
  private static List<Finding> wrongSelection(PcrSelection signed, PcrSelection requested) {
    List<Finding> findings = new ArrayList<>();
    if (!signed.equals(requested)) {
      findings.add(new SelectionDiffers(requested, signed));
    }
    if (signed.banks().stream().noneMatch(bank -> bank.algorithm().strong() && bank.mask() != 0)) {
      findings.add(new NoStrongBank(signed));
    }
    return findings;
  }

  // TPM 2.0 Part 3, TPM2_Quote: the digest is by the hash of the signing scheme, not of a bank.
  private static Optional<Finding> mismatch(
      QuoteStatement statement, PcrValues claimed, HashAlgorithm signatureHash) {
    Digest computed = claimed.hash(signatureHash, statement.selection());
    return computed.value().equals(statement.pcrDigest())
        ? Optional.empty()
        : Optional.of(new PcrDigestMismatch(statement.pcrDigest(), computed));
  }

  private static List<Finding> missing(PcrValues claimed, PcrSelection signed) {
    List<Finding> findings = new ArrayList<>();
    for (PcrSelection.Bank bank : signed.banks()) {
      Set<PcrIndex> held = claimed.bank(bank.algorithm()).keySet();
      SortedSet<PcrIndex> absent = new TreeSet<>();
      for (int pcr = 0; pcr < PcrIndex.COUNT; pcr++) {
        if (bank.selects(pcr) && !held.contains(PcrIndex.of(pcr))) {
          absent.add(PcrIndex.of(pcr));
        }
      }
      if (!absent.isEmpty()) {
        findings.add(new PcrValuesIncomplete(bank.algorithm(), absent));
      }
    }
    return findings;
  }

  private static List<Finding> outside(PcrValues claimed, PcrSelection signed) {
    List<Finding> findings = new ArrayList<>();
    claimed
        .banks()
        .forEach(
            (bank, values) -> {
              SortedSet<PcrIndex> extra = new TreeSet<>();
              for (PcrIndex index : values.keySet()) {
                if (!signed.contains(bank, index)) {
                  extra.add(index);
                }
              }
              if (!extra.isEmpty()) {
                findings.add(new PcrValueOutsideSelection(bank, extra));
              }
            });
    return findings;
  }
}
