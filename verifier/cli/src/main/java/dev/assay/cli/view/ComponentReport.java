package dev.assay.cli.view;

import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.verifier.Fields;
import dev.assay.cli.verifier.GoldenSetView;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The components that golden sets expect hosts to report, and what siblings differ in there.
final class ComponentReport {
  private ComponentReport() {}

  /// Prints what a set expects; nothing where it says nothing of components.
  static void printExpected(GoldenSetView set, Screen screen) {
    var components = set.fields().object("components");
    if (!components.present()) {
      return;
    }
    screen.gap();
    screen.line(Text.of(Style.BOLD, "Components that hosts report, which no TPM proves"));
    var table = new Table("NUMBER", "COMPONENT");
    components.list("pci", one -> table.row(number(one), Text.of(pci(one))));
    components.list("smbios", one -> table.row(number(one), Text.of(part(one))));
    table.print(screen);
  }

  private static Text number(Fields expected) {
    var least = expected.text("least");
    var most = expected.text("most");
    return least.equals(most)
        ? Text.of(least)
        : Text.of(Style.CAUTION, "%s to %s".formatted(least, most));
  }

  /// As findings name it.
  private static String pci(Fields pci) {
    return "PCI %s:%s, class %s%s, subsystem %s:%s, revision %s"
        .formatted(
            pci.text("vendor"),
            pci.text("device"),
            pci.text("class"),
            pci.flag("optionRom") ? ", with an option ROM" : "",
            pci.text("subsystemVendor"),
            pci.text("subsystemDevice"),
            pci.text("revision"));
  }

  private static String part(Fields part) {
    return Stream.of(
            part.text("type").toLowerCase(Locale.ROOT).replace('_', ' '),
            part.text("manufacturer"),
            part.text("model"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /// Prints the field `componentDifferences` of an answer.
  static void printDifferences(Fields answer, Screen screen) {
    var differences = answer.list("componentDifferences", fields -> fields);
    if (differences.isEmpty()) {
      return;
    }
    screen.gap();
    screen.line(Text.of(Style.BOLD, "Components that the siblings do not report alike"));
    var table = new Table("COMPONENT", "IN THE SET", "SHOWN");
    for (var difference : differences) {
      table.row(
          Text.of(difference.text("words")),
          resolution(difference.text("resolution")),
          Text.of(shown(difference)));
    }
    table.print(screen);
  }

  private static Text resolution(String resolution) {
    return switch (resolution) {
      case "VARIES" -> Text.of(Style.CAUTION, "varies");
      case "LEFT_OUT" -> Text.of(Style.CAUTION, "as most have it");
      case "UNLEARNED" -> Text.of(Style.CAUTION, "nothing is said of them");
      default -> Text.of(Style.ODD, resolution);
    };
  }

  private static String shown(Fields difference) {
    var examples = String.join(", ", difference.texts("examples"));
    return difference.text("shown") + (examples.isEmpty() ? "" : ": " + examples);
  }
}
