package dev.assay.verifier.rest;

import dev.assay.appraisal.golden.GoldenEvent;
import dev.assay.appraisal.golden.Rule;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One event that a golden set expects.
///
/// @param type as the specification names it
/// @param label a hint for people; decides nothing
/// @param rule exactly, oneOf, dbxAtLeast or perMachine
/// @param optional whether a machine may lack the event
/// @param digests the accepted alternatives, each by bank; one for `exactly` and `dbxAtLeast`, none
///   for `perMachine`
/// @param fields what may vary per machine
/// @param rest SHA-256 of the data without those fields
/// @param reason why it may vary
public record GoldenEventView(
    int pcr,
    String type,
    String label,
    String rule,
    boolean optional,
    List<Map<String, String>> digests,
    List<String> fields,
    Optional<String> rest,
    Optional<String> reason) {

  static GoldenEventView of(GoldenEvent event) {
    return switch (event.rule()) {
      case Rule.Exactly(var digests) ->
          choice(event, "exactly", List.of(GoldenEventView.digests(digests)));
      case Rule.OneOf(var alternatives) ->
          choice(event, "oneOf", alternatives.stream().map(GoldenEventView::digests).toList());
      case Rule.DbxAtLeast(var digests, _) ->
          choice(event, "dbxAtLeast", List.of(GoldenEventView.digests(digests)));
      case Rule.PerMachine perMachine -> varying(event, perMachine);
    };
  }

  private static GoldenEventView choice(
      GoldenEvent event, String rule, List<Map<String, String>> digests) {
    return new GoldenEventView(
        event.pcr().value(),
        event.type().name(),
        event.label(),
        rule,
        event.optional(),
        digests,
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static GoldenEventView varying(GoldenEvent event, Rule.PerMachine rule) {
    return new GoldenEventView(
        event.pcr().value(),
        event.type().name(),
        event.label(),
        "perMachine",
        event.optional(),
        List.of(),
        rule.fields().stream().map(Enum::name).sorted().toList(),
        Optional.of(rule.rest().toHex()),
        Optional.of(rule.reason()));
  }

  private static Map<String, String> digests(SortedMap<HashAlgorithm, Digest> banks) {
    var digests = new TreeMap<String, String>();
    banks.forEach((bank, digest) -> digests.put(bank.label(), digest.toHex()));
    return digests;
  }
}
