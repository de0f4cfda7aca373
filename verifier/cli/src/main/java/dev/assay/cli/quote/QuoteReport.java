package dev.assay.cli.quote;

import dev.assay.appraisal.OfflineAppraisal;
import dev.assay.appraisal.OfflineCheck;
import dev.assay.appraisal.OfflineCheck.Outcome;
import dev.assay.appraisal.OfflineEvidence;
import dev.assay.appraisal.enroll.VouchedKey;
import dev.assay.appraisal.tpm.QuoteStatement;
import dev.assay.cli.terminal.Ages;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.view.FindingReport;
import java.time.Duration;

/// What a quote proves, for people: the answer, what each part of it rests on, what was not asked,
/// and why where it fails.
public final class QuoteReport {
  private static final int LABEL = 8;

  private final VouchedKey key;
  private final OfflineAppraisal appraisal;
  private final CheckWords words;
  private final Screen screen;

  /// A report of what became of this evidence.
  public QuoteReport(
      VouchedKey key, OfflineEvidence evidence, OfflineAppraisal appraisal, Screen screen) {
    this.key = key;
    this.appraisal = appraisal;
    this.words = new CheckWords(evidence, appraisal);
    this.screen = screen;
  }

  /// Prints all of it.
  public void print() {
    screen.line(answer());
    screen.gap();
    var table = new Table("RESULT", "CHECK", "DETAIL");
    for (var check : OfflineCheck.values()) {
      table.row(
          outcome(words.outcome(check)),
          Text.of(CheckWords.name(check)),
          Text.of(words.detail(check)));
    }
    table.print(screen);
    screen.gap();
    fact("Key", key.describe() + ", " + (key.area().isPresent() ? "name " : "sha256 ") + key.id());
    appraisal.statement().ifPresent(this::printStatement);
    for (var finding : appraisal.findings()) {
      screen.gap();
      FindingReport.print(finding, screen);
    }
  }

  private Text answer() {
    return switch (appraisal.verdict()) {
      case TRUSTED ->
          Text.of(Style.GOOD, "TRUSTED")
              .plus("  the boot is the golden one, if the key is that machine's");
      case WARNING ->
          Text.of(Style.CAUTION, "WARNING").plus("  golden firmware, but something else differs");
      case UNTRUSTED -> Text.of(Style.BAD, "UNTRUSTED").plus("  see what speaks against it below");
      case UNKNOWN ->
          appraisal.provenAsAsked()
              ? Text.of(Style.GOOD, "PROVEN")
                  .plus("  everything that was asked, if the key is that machine's")
              : Text.of(Style.CAUTION, "NOT PROVEN").plus("  something that was asked is open");
    };
  }

  private static Text outcome(Outcome outcome) {
    return switch (outcome) {
      case PROVEN -> Text.of(Style.GOOD, "proven");
      case NOT_PROVEN -> Text.of(Style.BAD, "NOT PROVEN");
      case NOT_ASKED -> Text.of(Style.DIM, "not asked");
    };
  }

  private void printStatement(QuoteStatement statement) {
    var clock = statement.clockInfo();
    fact(
        "TPM",
        "reset %d, restart %d, clock %s%s, firmware %016x"
            .formatted(
                clock.resetCount(),
                clock.restartCount(),
                Ages.spoken(Duration.ofMillis(clock.clockMillis())),
                clock.safe() ? "" : " (not safe)",
                statement.firmwareVersion()));
    fact(
        "Quoted",
        Selections.of(statement.selection()) + ", digest " + statement.pcrDigest().toHex());
  }

  private void fact(String name, String value) {
    screen.line(Text.of(Style.BOLD, name).padded(LABEL).plus(value));
  }
}
