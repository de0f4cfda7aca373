package dev.assay.cli.ima;

import dev.assay.appraisal.ima.BootAggregate;
import dev.assay.appraisal.ima.ImaContent;
import dev.assay.appraisal.ima.ImaEntry;
import dev.assay.appraisal.ima.ImaField;
import dev.assay.appraisal.ima.ImaReplay;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A list for people: its entries with shortened digests, the PCRs after it, and how it fits.
public final class ImaTable {
  private static final int SHOWN_DIGITS = 16;

  private ImaTable() {}

  /// Prints all of it.
  public static void print(ImaReport report, Screen screen) {
    screen.line(
        "IMA list, %s template hashes, %d entries"
            .formatted(report.list().algorithm().label(), report.list().entries().size()));
    screen.gap();
    printEntries(report, screen);
    screen.gap();
    printValues(report.replay(), screen);
    printFit(report, screen);
    report.findings().forEach(finding -> printFinding(finding, screen));
  }

  private static void printEntries(ImaReport report, Screen screen) {
    new Table("ENTRY", "PCR", "TEMPLATE", "DIGEST", "TRUST", "KEY", "NAME")
        .print(report.list().entries(), ImaTable::cells, screen);
  }

  private static List<Text> cells(ImaEntry entry) {
    return List.of(
        Text.of(Integer.toString(entry.index())),
        Text.of(Integer.toString(entry.pcr().value())),
        Text.of(entry.template()),
        Text.of(
            Style.DIM, entry.field(ImaField.FileDigest.class).map(ImaTable::digest).orElse("-")),
        trust(entry),
        Text.of(Style.DIM, key(entry)),
        Text.of(name(entry)));
  }

  private static String digest(ImaField.FileDigest digest) {
    var hex = digest.value().toHex();
    var kind = digest.kind().isEmpty() ? "" : digest.kind() + ":";
    return kind
        + digest.algorithm()
        + ":"
        + (hex.length() <= SHOWN_DIGITS ? hex : hex.substring(0, SHOWN_DIGITS) + "…");
  }

  private static Text trust(ImaEntry entry) {
    return switch (entry.trust()) {
      case VERIFIED_DATA -> Text.of(Style.GOOD, "verified");
      case DIGEST_ONLY -> Text.of(Style.BAD, "altered");
      case UNTRUSTED_TEXT -> Text.of(Style.CAUTION, "violation");
    };
  }

  private static String key(ImaEntry entry) {
    var appended =
        entry
            .field(ImaField.AppendedSignature.class)
            .filter(signature -> !signature.value().isEmpty())
            .isPresent();
    return entry
        .field(ImaField.Signature.class)
        .flatMap(ImaField.Signature::header)
        .map(header -> header.keyId().toHex())
        .orElse(appended ? "appended" : "-");
  }

  private static String name(ImaEntry entry) {
    return switch (entry.content()) {
      case ImaContent.Fields _ ->
          entry
              .field(ImaField.Name.class)
              .map(name -> new String(name.value().toArray(), StandardCharsets.UTF_8))
              .orElse("-");
      case ImaContent.Opaque _ -> "(%d bytes)".formatted(entry.data().length());
      case ImaContent.Malformed(var reason) -> "(malformed: " + reason + ")";
    };
  }

  private static void printValues(ImaReplay replay, Screen screen) {
    var table = new Table("PCR", "BANK", "EXTENDED BY", "VALUE AFTER REPLAY");
    for (var bank : replay.ownHash().banks().keySet()) {
      for (var own : replay.ownHash().bank(bank).entrySet()) {
        var number = Integer.toString(own.getKey().value());
        row(table, number, own.getValue(), words(ImaReplay.Extension.OWN_HASH));
        replay
            .listDigest()
            .get(bank, own.getKey())
            .filter(value -> !value.equals(own.getValue()))
            .ifPresent(value -> row(table, number, value, words(ImaReplay.Extension.LIST_DIGEST)));
      }
    }
    table.print(screen);
  }

  private static void row(Table table, String pcr, Digest value, String extension) {
    table.row(
        Text.of(pcr),
        Text.of(value.algorithm().label()),
        Text.of(extension),
        Text.of(value.toHex()));
  }

  private static String words(ImaReplay.Extension extension) {
    return switch (extension) {
      case OWN_HASH -> "own hash";
      case LIST_DIGEST -> "list's hash";
    };
  }

  private static void printFit(ImaReport report, Screen screen) {
    var sentences = new ArrayList<String>();
    if (report.bootAggregate().orElse(null) instanceof BootAggregate.Matches(var bank, var last)) {
      sentences.add(
          "boot_aggregate is the hash of PCR 0 to %d of the log, bank %s."
              .formatted(last, bank.label()));
    }
    report.explained().ifPresent(at -> sentences.addAll(explained(at, report)));
    if (!sentences.isEmpty()) {
      screen.gap();
    }
    for (var sentence : sentences) {
      screen.wrapped(Text.of(Style.GOOD, "OK  "), sentence, 4);
    }
  }

  private static List<String> explained(ImaReplay at, ImaReport report) {
    var sentences = new ArrayList<String>();
    for (var value : report.quoted()) {
      at.matching(value)
          .ifPresent(
              extension ->
                  sentences.add(
                      "PCR 10 of bank %s holds the first %d of %d entries, extended by its %s."
                          .formatted(
                              value.algorithm().label(),
                              at.entries(),
                              report.list().entries().size(),
                              words(extension))));
    }
    return sentences;
  }

  private static void printFinding(ImaFinding finding, Screen screen) {
    screen.gap();
    screen.wrapped(
        Text.of(Style.BAD, "VIOLATION  "), finding.message() + " [" + finding.code() + "]", 4);
    screen.wrapped(Text.of(Style.DIM, "  → "), finding.remedy(), 4);
  }
}
