package dev.assay.agent.verifier;

import dev.assay.agent.log.Field;
import dev.assay.agent.log.Printable;
import dev.assay.v1.Finding;
import dev.assay.v1.Receipt;
import dev.assay.v1.Verdict;
import java.util.ArrayList;
import java.util.List;

/// A receipt in words. What the verifier sent is cleaned, for it ends in logs and on terminals.
public final class ReceiptText {
  private static final int CODE_LIMIT = 64;
  private static final int MOST_CODES = 5;

  private ReceiptText() {}

  /// The receipt as one log line.
  public static Field[] fields(Receipt receipt) {
    var fields = new ArrayList<Field>();
    fields.add(Field.of("verdict", verdict(receipt.getVerdict())));
    fields.add(Field.of("findings", receipt.getFindingsCount()));
    var codes =
        receipt.getFindingsList().stream()
            .limit(MOST_CODES)
            .map(f -> Printable.of(f.getCode(), CODE_LIMIT))
            .toList();
    if (!codes.isEmpty()) {
      fields.add(Field.of("codes", String.join(",", codes)));
      fields.add(Field.of("first", receipt.getFindings(0).getMessage()));
    }
    fields.add(Field.of("next_due_s", Integer.toUnsignedLong(receipt.getNextDueSeconds())));
    return fields.toArray(Field[]::new);
  }

  /// The receipt for a person: the verdict, then each finding with its remedy.
  public static List<String> lines(Receipt receipt) {
    var lines = new ArrayList<String>();
    lines.add(verdict(receipt.getVerdict()));
    for (var finding : receipt.getFindingsList()) {
      lines.add("%-9s %s".formatted(severity(finding), Printable.of(finding.getMessage())));
      if (!finding.getRemedy().isBlank()) {
        lines.add("%-9s → %s".formatted("", Printable.of(finding.getRemedy())));
      }
    }
    return lines;
  }

  /// The verdict's word.
  public static String verdict(Verdict verdict) {
    return switch (verdict) {
      case VERDICT_TRUSTED -> "TRUSTED";
      case VERDICT_WARNING -> "WARNING";
      case VERDICT_UNTRUSTED -> "UNTRUSTED";
      case VERDICT_UNKNOWN, VERDICT_UNSPECIFIED, UNRECOGNIZED -> "UNKNOWN";
    };
  }

  private static String severity(Finding finding) {
    return switch (finding.getSeverity()) {
      case SEVERITY_NOTE -> "note";
      case SEVERITY_WARNING -> "warning";
      case SEVERITY_UNDECIDED, SEVERITY_UNSPECIFIED, UNRECOGNIZED -> "undecided";
      case SEVERITY_VIOLATION -> "violation";
    };
  }
}
