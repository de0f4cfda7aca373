package dev.assay.appraisal.check;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.golden.GoldenEvent;
import dev.assay.appraisal.golden.Redaction;
import dev.assay.appraisal.golden.Rule;
import dev.assay.appraisal.golden.SecureBootValue;
import dev.assay.appraisal.golden.VaryingField;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// Whether an event is what a golden event expects: by digest alone, in every bank that golden
/// event and quote have in common, at least one of them strong. Type and label are covered by no
/// digest and decide nothing.
final class Acceptance {
  /// How many comparisons one PCR may take. Real boots take some hundreds; past the limit nothing
  /// more is accepted, so a log built to be slow to judge fails.
  private static final int BUDGET = 2_000_000;

  private final List<HashAlgorithm> banks;
  private final Map<Varied, Optional<Digest>> rests = new HashMap<>();
  private final boolean strong;
  private int spent;

  /// An event without the fields that may vary.
  private record Varied(int event, Set<VaryingField> fields) {}

  /// @param banks in which something may be compared: the quoted ones
  Acceptance(List<HashAlgorithm> banks) {
    this.banks = List.copyOf(banks);
    this.strong = banks.stream().anyMatch(HashAlgorithm::strong);
  }

  /// Of which banks.
  List<HashAlgorithm> banks() {
    return banks;
  }

  /// The same for another PCR: nothing of its budget is spent.
  Acceptance forNextPcr() {
    spent = 0;
    return this;
  }

  /// Whether `event` is what `golden` expects.
  boolean accepts(GoldenEvent golden, Event event) {
    if (exhausted()) {
      return false;
    }
    spent++;
    return switch (golden.rule()) {
      case Rule.Exactly(SortedMap<HashAlgorithm, Digest> digests) -> equal(digests, event);
      case Rule.OneOf(List<SortedMap<HashAlgorithm, Digest>> alternatives) ->
          alternatives.stream().anyMatch(alternative -> equal(alternative, event));
      case Rule.PerMachine(Set<VaryingField> fields, Digest rest, _) ->
          rest(event, fields).filter(rest::equals).isPresent();
      case Rule.DbxAtLeast(SortedMap<HashAlgorithm, Digest> digests, SortedSet<String> entries) ->
          equal(digests, event) || revokesAll(event, entries);
    };
  }

  /// What of the event may not vary, where its verified data shows which part does.
  Optional<Digest> rest(Event event, Set<VaryingField> fields) {
    return rests.computeIfAbsent(
        new Varied(event.index(), fields), _ -> Redaction.restOf(event, fields));
  }

  /// The digests of `event` in the quoted banks; all of them where no bank is quoted.
  SortedMap<HashAlgorithm, Digest> digests(Event event) {
    SortedMap<HashAlgorithm, Digest> digests = new TreeMap<>(event.digests());
    digests.keySet().retainAll(banks);
    return digests.isEmpty() ? new TreeMap<>(event.digests()) : digests;
  }

  /// Whether the budget is spent: nothing is accepted any more.
  boolean exhausted() {
    return spent >= BUDGET;
  }

  /// Whether anything at all can be compared: a strong bank is quoted.
  boolean strong() {
    return strong;
  }

  /// The strong bank in which a golden event can be told from others; empty where it has none in
  /// common with the quote.
  Optional<HashAlgorithm> strongBank(Rule.Exactly exactly) {
    return strongBank(exactly.digests());
  }

  private Optional<HashAlgorithm> strongBank(SortedMap<HashAlgorithm, Digest> digests) {
    for (HashAlgorithm bank : banks) {
      if (bank.strong() && digests.containsKey(bank)) {
        return Optional.of(bank);
      }
    }
    return Optional.empty();
  }

  /// Whether golden event and quote have a strong bank in common, so that the event can be
  /// compared.
  boolean comparable(GoldenEvent golden) {
    return switch (golden.rule()) {
      case Rule.Exactly(SortedMap<HashAlgorithm, Digest> digests) -> common(digests);
      case Rule.OneOf(List<SortedMap<HashAlgorithm, Digest>> alternatives) ->
          alternatives.stream().allMatch(this::common);
      case Rule.DbxAtLeast dbx -> common(dbx.digests());
      // Only data that hashes to the digest in every bank is compared, whichever banks these are.
      case Rule.PerMachine _ -> strong();
    };
  }

  /// Whether the verified data is that of dbx, and nothing in `entries` is missing there.
  private static boolean revokesAll(Event event, SortedSet<String> entries) {
    return SecureBootValue.of(event).orElse(null) instanceof SecureBootValue.Revoked(var revoked)
        && revoked.containsAll(entries);
  }

  private boolean common(SortedMap<HashAlgorithm, Digest> digests) {
    return strongBank(digests).isPresent();
  }

  private boolean equal(SortedMap<HashAlgorithm, Digest> golden, Event event) {
    boolean strong = false;
    for (HashAlgorithm bank : banks) {
      Digest expected = golden.get(bank);
      if (expected != null) {
        if (!event.hasDigest(expected)) {
          return false;
        }
        strong |= bank.strong();
      }
    }
    return strong;
  }
}
