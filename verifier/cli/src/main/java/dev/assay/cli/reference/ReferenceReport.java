package dev.assay.cli.reference;

import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Table;
import dev.assay.cli.terminal.Text;
import dev.assay.reference.Agreement;
import dev.assay.reference.Agreement.Word;
import dev.assay.reference.ReferenceValues;
import java.util.SortedMap;

/// A vendor's statement, and what it says of a golden set, for people.
public final class ReferenceReport {
  private static final int DIGITS = 16;

  private ReferenceReport() {}

  /// Prints whose statement it is, and what it says.
  public static void print(ReferenceValues values, Screen screen) {
    screen.line(Text.of(Style.BOLD, values.name()).plus("  " + values.kind().label()));
    screen.line("Platform  " + values.platform());
    screen.line("Signed    by " + values.signer());
    screen.gap();
    var table = new Table("PCR", "EVENT", "DIGEST");
    values
        .events()
        .forEach(
            (pcr, events) -> {
              for (int i = 0; i < events.size(); i++) {
                table.row(
                    Text.of(Integer.toString(pcr.value())),
                    Text.of(Integer.toString(i + 1)),
                    Text.of(strongest(events.get(i))));
              }
            });
    values
        .finalValues()
        .banks()
        .forEach(
            (bank, pcrs) ->
                pcrs.forEach(
                    (pcr, value) ->
                        table.row(
                            Text.of(Integer.toString(pcr.value())),
                            Text.of("value"),
                            Text.of(shortened(value)))));
    table.print(screen);
  }

  /// Prints what the statement says of each event and value of the set.
  public static void print(GoldenSet set, Agreement agreement, Screen screen) {
    screen.gap();
    screen.line(Text.of(Style.BOLD, "What it says of golden set " + set.id()));
    var table = new Table("PCR", "SAID", "OF");
    for (var on : agreement.events()) {
      table.row(
          Text.of(Integer.toString(on.event().pcr().value())),
          word(on.word()),
          Text.of(on.event().type() + " " + on.event().label()));
    }
    for (var on : agreement.values()) {
      table.row(
          Text.of(Integer.toString(on.pcr().value())),
          word(on.word()),
          Text.of("the value in bank " + on.bank().label()));
    }
    agreement
        .beside()
        .forEach(
            (pcr, count) ->
                table.row(
                    Text.of(Integer.toString(pcr.value())),
                    word(Word.DIFFERS),
                    Text.of(
                        count
                            + (count == 1 ? " event" : " events")
                            + " of the statement that the set has not")));
    table.print(screen);
    screen.gap();
    screen.line(
        agreement.supports()
            ? Text.of(Style.GOOD, "SUPPORTED").plus("  it says the same, where it says anything")
            : Text.of(Style.CAUTION, "NOT SUPPORTED")
                .plus("  find out whose firmware is another one before anybody signs the set"));
  }

  private static Text word(Word word) {
    return switch (word) {
      case CONFIRMED -> Text.of(Style.GOOD, "the same");
      case DIFFERS -> Text.of(Style.BAD, "another");
      case SILENT -> Text.of(Style.DIM, "nothing");
    };
  }

  private static String strongest(SortedMap<HashAlgorithm, Digest> digests) {
    return digests.values().stream()
        .filter(digest -> digest.algorithm().strong() || digests.size() == 1)
        .findFirst()
        .map(ReferenceReport::shortened)
        .orElse("");
  }

  private static String shortened(Digest digest) {
    return digest.algorithm().label() + ":" + digest.toHex().substring(0, DIGITS) + "…";
  }
}
