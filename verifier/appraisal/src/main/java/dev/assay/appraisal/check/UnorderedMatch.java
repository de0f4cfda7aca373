package dev.assay.appraisal.check;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.golden.GoldenEvent;
import dev.assay.appraisal.golden.Rule;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Finds an event for as many golden events as can be, in any order. Golden events with one digest
/// come first, by look-up; then those with a choice, by augmenting paths, so that one choice
/// doesn't take what another one needs; last those that may be missing.
final class UnorderedMatch {
  /// How many golden events may change their event to make room for one.
  private static final int MAX_PATH = 200;

  private final List<GoldenEvent> golden;
  private final List<Event> events;
  private final Acceptance acceptance;
  private final int[] partners;
  private final int[] takenBy;
  private final boolean[] fixed;
  private final Map<Integer, int[]> candidates = new HashMap<>();

  private UnorderedMatch(List<GoldenEvent> golden, List<Event> events, Acceptance acceptance) {
    this.golden = golden;
    this.events = events;
    this.acceptance = acceptance;
    this.partners = Aligner.none(golden.size());
    this.takenBy = Aligner.none(events.size());
    this.fixed = new boolean[events.size()];
  }

  /// For each golden event the place of the event that was found for it, or [Aligner#NONE].
  static int[] of(List<GoldenEvent> golden, List<Event> events, Acceptance acceptance) {
    return new UnorderedMatch(golden, events, acceptance).find();
  }

  private int[] find() {
    matchExactly();
    matchChoices(false);
    matchChoices(true);
    return partners;
  }

  private void matchExactly() {
    Map<HashAlgorithm, Map<Digest, Deque<Integer>>> index = new HashMap<>();
    for (int g = 0; g < golden.size(); g++) {
      if (!golden.get(g).optional() && golden.get(g).rule() instanceof Rule.Exactly exactly) {
        int current = g;
        acceptance
            .strongBank(exactly)
            .ifPresent(
                bank -> {
                  var places =
                      index.computeIfAbsent(bank, this::byDigest).get(exactly.digests().get(bank));
                  if (places != null) {
                    take(current, places);
                  }
                });
      }
    }
  }

  private Map<Digest, Deque<Integer>> byDigest(HashAlgorithm bank) {
    Map<Digest, Deque<Integer>> places = new HashMap<>();
    for (int e = 0; e < events.size(); e++) {
      Digest digest = events.get(e).digests().get(bank);
      if (digest != null) {
        places.computeIfAbsent(digest, _ -> new ArrayDeque<>(1)).add(e);
      }
    }
    return places;
  }

  private void take(int g, Deque<Integer> places) {
    for (int e : places) {
      if (!fixed[e] && acceptance.accepts(golden.get(g), events.get(e))) {
        partners[g] = e;
        takenBy[e] = g;
        fixed[e] = true;
        places.remove(e);
        return;
      }
    }
  }

  /// Kuhn's algorithm. What is matched stays matched, by this event or another; so golden events
  /// that may be missing never cost one that may not its event.
  private void matchChoices(boolean optional) {
    for (int g = 0; g < golden.size(); g++) {
      if (partners[g] == Aligner.NONE && golden.get(g).optional() == optional) {
        augment(g, new BitSet(events.size()), 0);
      }
    }
  }

  private boolean augment(int g, BitSet visited, int depth) {
    if (depth > MAX_PATH) {
      return false;
    }
    for (int e : candidates.computeIfAbsent(g, this::candidates)) {
      if (!visited.get(e)) {
        visited.set(e);
        if (takenBy[e] == Aligner.NONE || augment(takenBy[e], visited, depth + 1)) {
          partners[g] = e;
          takenBy[e] = g;
          return true;
        }
      }
    }
    return false;
  }

  private int[] candidates(int g) {
    return IntStream.range(0, events.size())
        .filter(e -> !fixed[e] && acceptance.accepts(golden.get(g), events.get(e)))
        .toArray();
  }
}
