package dev.assay.cli.view;

import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.MachineSummary;
import java.util.List;

/// Which machines differ from their siblings, and who the siblings are.
public final class OutlierReport {
  private static final int INDENT = 2;

  private final Fields answer;
  private final Screen screen;

  /// A report of the verifier's answer to `GET /outliers`.
  public OutlierReport(Fields answer, Screen screen) {
    this.answer = answer;
    this.screen = screen;
  }

  /// Prints the machines, then the cohorts.
  public void print() {
    var outliers = answer.list("outliers", outlier -> outlier);
    outliers.forEach(this::print);
    if (outliers.isEmpty()) {
      screen.remark(
          "No machine shows what at most %d %% of %d or more siblings do."
              .formatted(answer.number("percent"), answer.number("leastCohort")));
    }
    print(answer.list("cohorts", cohort -> cohort));
  }

  private void print(Fields outlier) {
    var cohort = outlier.object("cohort");
    var machine = MachineSummary.of(outlier);
    screen.line(
        Text.of(Style.BOLD, machine.named())
            .plus("  ")
            .plus(Words.verdict(machine.verdict()))
            .plus(
                "  one of %d %s on firmware %s"
                    .formatted(
                        cohort.number("machines"), cohort.text("boardModel"), firmware(cohort))));
    var measurements = outlier.list("measurements", rare -> rare);
    measurements.forEach(
        rare -> screen.wrapped(Text.of(" ".repeat(INDENT)), rare.text("message"), INDENT));
    long more = outlier.number("rare") - measurements.size();
    if (more > 0) {
      screen.line(Text.of(Style.DIM, "  and %d more".formatted(more)));
    }
    screen.gap();
  }

  private void print(List<Fields> cohorts) {
    if (cohorts.isEmpty()) {
      screen.remark("No machine bears witness yet: none is approved and has attested.");
      return;
    }
    var table = new Table("MODEL", "FIRMWARE", "BANK", "MACHINES");
    for (var cohort : cohorts) {
      long machines = cohort.number("machines");
      boolean few = machines < answer.number("leastCohort");
      table.row(
          Text.of(cohort.text("boardModel")),
          Text.of(firmware(cohort)),
          Text.of(cohort.text("bank")),
          few
              ? Text.of(Style.CAUTION, machines + ", too few to bear witness")
              : Text.of(Long.toString(machines)));
    }
    table.print(screen);
  }

  private static String firmware(Fields cohort) {
    var version = cohort.text("firmwareVersion");
    return version.isEmpty() ? "of no measured version" : version;
  }
}
