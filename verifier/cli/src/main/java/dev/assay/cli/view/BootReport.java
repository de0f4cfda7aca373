package dev.assay.cli.view;

import dev.assay.cli.terminal.Screen;
import dev.assay.cli.terminal.Style;
import dev.assay.cli.terminal.Text;
import dev.assay.cli.verifier.Fields;
import java.util.List;
import java.util.stream.Collectors;

/// What a machine's latest boot was: first what its TPM's quote proves, then, apart, what the log
/// says and nothing proves.
final class BootReport {
  private static final int LABEL = 16;
  private static final int MOST_CLAIMS = 12;

  private final Fields facts;
  private final List<Fields> claims;
  private final Screen screen;

  /// A report of `boot` in the verifier's answer.
  BootReport(Fields boot, Screen screen) {
    this.facts = boot.object("proven");
    this.claims = boot.list("claimed", claim -> claim);
    this.screen = screen;
  }

  void print() {
    screen.gap();
    screen.line(Text.of(Style.BOLD, "The latest boot, proven by the quote"));
    fact("Firmware", Words.orDash(facts.text("firmwareVersion")));
    printSecureBoot(facts.object("secureBoot"));
    printAlarms();
    facts.list("bootOptions", option -> option).forEach(this::printOption);
    facts.list("images", image -> image).forEach(this::printImage);
    facts.texts("commandLines").forEach(line -> screen.wrapped(label("Command line"), line, LABEL));
    printClaims();
  }

  private void printSecureBoot(Fields secureBoot) {
    var state = secureBoot.text("state");
    fact("Secure Boot", state.equals("ON") ? Text.of(state) : Text.of(Style.CAUTION, state));
    secureBoot.list("databases", keys -> keys).forEach(this::printKeys);
    secureBoot
        .list("authorities", used -> used)
        .forEach(
            used ->
                screen.wrapped(
                    label("Started by"),
                    used.text("variable") + ": " + used.text("description"),
                    LABEL));
  }

  private void printKeys(Fields keys) {
    var subjects =
        keys.list("certificates", certificate -> certificate.text("subject")).stream()
            .collect(Collectors.joining("; "));
    long entries = keys.number("entries");
    var sum = entries == 1 ? "1 entry" : entries + " entries";
    sum += keys.number("hashes") > 0 ? ", %d of them hashes".formatted(keys.number("hashes")) : "";
    screen.wrapped(
        label(keys.text("name")), subjects.isEmpty() ? sum : sum + ": " + subjects, LABEL);
  }

  private void printAlarms() {
    if (facts.flag("debugMode")) {
      fact("Debug mode", Text.of(Style.BAD, "the firmware says it runs in its debug mode"));
    }
    if (facts.flag("dmaProtectionDisabled")) {
      fact("DMA", Text.of(Style.BAD, "devices could write to memory"));
    }
    if (!facts.flag("finished")) {
      fact("Boot", Text.of(Style.CAUTION, "did not end with success"));
    }
  }

  private void printOption(Fields option) {
    var file = option.text("file").isEmpty() ? "" : ", " + option.text("file");
    screen.wrapped(label("Boot option"), option.text("description") + file, LABEL);
  }

  private void printImage(Fields image) {
    screen.line(
        label("Image")
            .plus("PCR %d  %s".formatted(image.number("pcr"), image.text("digest")))
            .plus(claimed(image.text("claimedFile"))));
  }

  private static Text claimed(String file) {
    return file.isEmpty() ? Text.EMPTY : Text.of(Style.DIM, "  said to be " + file);
  }

  private void printClaims() {
    if (claims.isEmpty()) {
      return;
    }
    screen.gap();
    screen.line(Text.of(Style.BOLD, "Claimed by the log, proven by nothing"));
    claims.stream().limit(MOST_CLAIMS).forEach(this::printClaim);
    if (claims.size() > MOST_CLAIMS) {
      fact("", Text.of(Style.DIM, "%d more; see --json".formatted(claims.size() - MOST_CLAIMS)));
    }
  }

  private void printClaim(Fields claim) {
    var place = "PCR %d, event %d".formatted(claim.number("pcr"), claim.number("event"));
    screen.wrapped(label(place).plus(" "), claim.text("text"), LABEL);
  }

  private void fact(String name, Text value) {
    screen.line(label(name).plus(value));
  }

  private static Text label(String name) {
    return Text.of(Style.BOLD, name).padded(LABEL);
  }
}
