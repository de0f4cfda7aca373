package dev.assay.appraisal.check;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.golden.GoldenEvent;
import java.util.Arrays;
import java.util.List;

/// Aligns the events of one PCR with the golden ones, so that people see what changed and not
/// merely that something did. An event counts as found only by [Acceptance]; types and labels help
/// to name the rest.
final class Aligner {
  /// No partner.
  static final int NONE = -1;

  private final List<GoldenEvent> golden;
  private final List<Event> events;
  private final Acceptance acceptance;

  private Aligner(List<GoldenEvent> golden, List<Event> events, Acceptance acceptance) {
    this.golden = golden;
    this.events = events;
    this.acceptance = acceptance;
  }

  /// Aligns where the order is part of the promise.
  static Alignment ordered(List<GoldenEvent> golden, List<Event> events, Acceptance acceptance) {
    var aligner = new Aligner(golden, events, acceptance);
    if (aligner.pairwise()) {
      return Alignment.EQUAL;
    }
    return new Leftovers(golden, events, OrderedMatch.of(golden, events, acceptance), acceptance)
        .ordered();
  }

  /// Aligns where it is not.
  static Alignment unordered(List<GoldenEvent> golden, List<Event> events, Acceptance acceptance) {
    var aligner = new Aligner(golden, events, acceptance);
    if (aligner.pairwise()) {
      return Alignment.EQUAL;
    }
    return new Leftovers(golden, events, UnorderedMatch.of(golden, events, acceptance), acceptance)
        .unordered();
  }

  /// Nearly every boot is equal to the golden one, event by event.
  private boolean pairwise() {
    if (golden.size() != events.size()) {
      return false;
    }
    for (int i = 0; i < golden.size(); i++) {
      if (!acceptance.accepts(golden.get(i), events.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// As many places without a partner.
  static int[] none(int size) {
    int[] partners = new int[size];
    Arrays.fill(partners, NONE);
    return partners;
  }
}
