package dev.assay.cli.view;

import dev.assay.cli.terminal.Ages;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.FindingView;
import dev.assay.cli.verifier.MachineSummary;
import java.time.Duration;

/// One machine in full: the verdict, why, how fresh it is; then what it rests on.
public final class MachineReport {
  private static final int LABEL = 16;

  private final Fields machine;
  private final MachineSummary summary;
  private final Ages ages;
  private final Screen screen;

  /// A report of the verifier's answer to `GET /machines/{id}`.
  public MachineReport(Fields machine, Ages ages, Screen screen) {
    this.machine = machine;
    this.summary = MachineSummary.of(machine);
    this.ages = ages;
    this.screen = screen;
  }

  /// Prints all of it.
  public void print() {
    printVerdict();
    printFindings();
    screen.gap();
    printIdentity();
    printProof();
    printReported();
    printBoot();
  }

  /// Prints the verdict and its reasons alone.
  public void printVerdict() {
    screen.line(
        (summary.verdict().isEmpty()
                ? Text.of(Style.ODD, "NO VERDICT YET")
                : Words.verdict(summary.verdict()))
            .plus("  ")
            .plus(
                Text.of(
                    Style.BOLD,
                    summary.hostName().isEmpty() ? summary.shortId() : summary.hostName()))
            .plus("  ")
            .plus(MachineTable.model(summary))
            .plus("  ")
            .plus(Text.of(Style.DIM, summary.id())));
    fact("Freshness", Words.freshness(summary.freshness()).plus(freshnessDetail()));
    fact("Last trusted", Text.of(ages.moment(summary.lastTrustedAt())));
  }

  private String freshnessDetail() {
    var appraised = ", appraised " + ages.moment(summary.verdictAt());
    var due = machine.time("nextDue");
    return due.isPresent() ? appraised + ", next " + ages.moment(due) : appraised;
  }

  /// Prints every finding with its remedy.
  public void printFindings() {
    var findings = machine.list("findings", FindingView::of);
    if (findings.isEmpty()) {
      fact("Findings", Text.of("none"));
      return;
    }
    screen.gap();
    for (var finding : findings) {
      FindingReport.print(
          finding.severity(), finding.message(), finding.code(), finding.remedy(), screen);
    }
  }

  private void printIdentity() {
    var approved = machine.text("approvedBy");
    fact(
        "State",
        Words.state(summary.state())
            .plus(
                approved.isEmpty()
                    ? ""
                    : ", approved by " + approved + " " + ages.moment(machine.time("approvedAt"))));
    var quarantine = machine.object("quarantine");
    if (quarantine.present()) {
      fact(
          "Quarantine",
          QuarantineReport.state(quarantine.text("state"))
              .plus(
                  " in mode %s, %s: %s"
                      .formatted(
                          QuarantineReport.mode(quarantine.text("mode")),
                          ages.moment(quarantine.time("since")),
                          quarantine.text("reason"))));
    }
    if (!summary.role().isEmpty()) {
      fact("Role", Text.of(summary.role()));
    }
    var labels = machine.texts("labels");
    if (!labels.isEmpty()) {
      fact("Labels", Text.of(String.join(", ", labels)));
    }
    if (!machine.text("osImage").isEmpty()) {
      fact("OS image", Text.of(machine.text("osImage")));
    }
    fact("Enrolled", Text.of(ages.moment(summary.enrolledAt())));
    fact("EK", Text.of(joined(machine.text("ekDescription"), certificate())));
    fact("AK", Text.of(joined(machine.text("akDescription"), "name " + machine.text("akName"))));
    var unlisted = machine.texts("withoutRevocationList");
    if (!unlisted.isEmpty()) {
      fact("Revocation", Text.of(Style.CAUTION, "not checked for " + String.join("; ", unlisted)));
    }
    if (!machine.text("shipment").isEmpty()) {
      fact("Shipment", Text.of(machine.text("shipment")));
    }
    if (!machine.text("sameSerialAs").isEmpty()) {
      fact(
          "Same serial as",
          Text.of(Style.CAUTION, MachineSummary.shortened(machine.text("sameSerialAs"))));
    }
    if (summary.keyChangeRequested()) {
      fact("New key", Text.of(Style.CAUTION, "asked for; allow it with `assay approve --new-key`"));
    }
  }

  private String certificate() {
    var certificate =
        switch (summary.ekCertificate()) {
          case "TRUSTED" -> "certificate trusted";
          case "ABSENT" -> "no certificate";
          default -> summary.ekCertificate();
        };
    return summary.softwareTpm() ? certificate + ", software TPM" : certificate;
  }

  private void printProof() {
    var proven = machine.object("proven");
    fact("Banks", Text.of(String.join(", ", machine.texts("banks"))));
    fact("Interval", Text.of(Ages.spoken(Duration.ofSeconds(machine.number("intervalSeconds")))));
    if (proven.present()) {
      fact(
          "TPM counters",
          Text.of(
              "reset %d, restart %d, clock %s, firmware %s"
                  .formatted(
                      proven.number("resetCount"),
                      proven.number("restartCount"),
                      Ages.spoken(Duration.ofMillis(proven.number("clockMillis"))),
                      proven.text("tpmFirmwareVersion"))));
      fact("Event log", Words.orDash(prefixed("sha256 ", proven.text("logSha256"))));
      fact("Golden sets", Words.orDash(String.join(", ", proven.texts("goldenSets"))));
    }
    printRefused(machine.object("refused"));
  }

  private void printRefused(Fields refused) {
    if (refused.number("count") == 0) {
      return;
    }
    fact(
        "Refused",
        Text.of(
            Style.CAUTION,
            "%d pieces of evidence proved nothing, the last %s: %s"
                .formatted(
                    refused.number("count"),
                    ages.moment(refused.time("lastAt")),
                    refused.text("lastCode"))));
  }

  /// What the host says of itself, which no TPM signs.
  private void printReported() {
    var reported = machine.object("reported");
    var said =
        reported.names().stream()
            .filter(name -> !reported.text(name).isEmpty())
            .map(name -> name + "=" + reported.text(name))
            .toList();
    if (!said.isEmpty()) {
      screen.wrapped(label("Reported"), String.join(", ", said), LABEL);
    }
  }

  private void printBoot() {
    var boot = machine.object("boot");
    if (boot.present()) {
      new BootReport(boot, screen).print();
    }
  }

  private static String joined(String first, String second) {
    return first.isEmpty() ? second : first + ", " + second;
  }

  private static String prefixed(String prefix, String words) {
    return words.isEmpty() ? "" : prefix + words;
  }

  private void fact(String name, Text value) {
    screen.line(label(name).plus(value));
  }

  private static Text label(String name) {
    return Text.of(Style.BOLD, name).padded(LABEL);
  }
}
