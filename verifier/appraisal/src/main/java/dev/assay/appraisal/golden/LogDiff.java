package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.EventPayload;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// How two logs stand to each other, event by event, for a person who wants to know what is
/// different about a boot. It judges neither, and a log proves nothing by itself.
///
/// @param banks those that both logs have, in which they were compared
/// @param pairs every event of both logs, by PCR, then in the order of the logs
public record LogDiff(Set<HashAlgorithm> banks, List<Pair> pairs) {
  public LogDiff {
    banks = Collections.unmodifiableSet(EnumSet.copyOf(banks));
    pairs = List.copyOf(pairs);
  }

  /// What became of an event from the first log to the second.
  public enum Kind {
    /// Measured and described alike, and in its place among the others.
    SAME,
    /// Measured alike. What the logs say of it besides is different, and no digest covers that.
    DESCRIBED_OTHERWISE,
    /// Measured alike, at another place among the others.
    MOVED,
    /// The second log's event stands in for the first's.
    CHANGED,
    /// Only the first log has it.
    MISSING,
    /// Only the second log has it.
    ADDED
  }

  /// An event of each log, or of one.
  public record Pair(Kind kind, Optional<Event> a, Optional<Event> b) {
    public Pair {
      if (a.isEmpty() != (kind == Kind.ADDED) || b.isEmpty() != (kind == Kind.MISSING)) {
        throw new IllegalArgumentException("a pair of kind " + kind + " with " + a + " and " + b);
      }
    }

    /// The event to name it by: the first log's, where it has one.
    public Event shown() {
      return a.or(() -> b).orElseThrow();
    }

    /// Whether something else was measured. Of the events that are not measured, the startup
    /// locality alone matters: it is where PCR 0 starts.
    public boolean matters() {
      boolean differs = kind != Kind.SAME && kind != Kind.DESCRIBED_OTHERWISE;
      return differs
          && Stream.concat(a.stream(), b.stream())
              .anyMatch(
                  event ->
                      event.extended() || event.payload() instanceof EventPayload.StartupLocality);
    }
  }

  /// Compares two logs.
  ///
  /// @throws IllegalArgumentException where no bank is in both
  public static LogDiff of(EventLog a, EventLog b) {
    Set<HashAlgorithm> banks = EnumSet.noneOf(HashAlgorithm.class);
    banks.addAll(a.banks());
    banks.retainAll(b.banks());
    if (banks.isEmpty()) {
      throw new IllegalArgumentException("no bank is in both logs");
    }
    List<Pair> pairs = new ArrayList<>();
    for (long pcr : pcrs(a, b)) {
      List<Pair> ofPcr = new ArrayList<>(PcrDiff.notMeasured(of(a, pcr, false), of(b, pcr, false)));
      ofPcr.addAll(PcrDiff.measured(of(a, pcr, true), of(b, pcr, true), banks));
      ofPcr.sort(Comparator.comparingInt(pair -> pair.shown().index()));
      pairs.addAll(ofPcr);
    }
    return new LogDiff(banks, pairs);
  }

  private static SortedSet<Long> pcrs(EventLog a, EventLog b) {
    SortedSet<Long> pcrs = new TreeSet<>();
    a.events().forEach(event -> pcrs.add(event.pcr()));
    b.events().forEach(event -> pcrs.add(event.pcr()));
    return pcrs;
  }

  private static List<Event> of(EventLog log, long pcr, boolean extended) {
    return log.events().stream()
        .filter(event -> event.pcr() == pcr && event.extended() == extended)
        .toList();
  }

  /// Whether both logs tell of the same measurements.
  public boolean same() {
    return pairs.stream().noneMatch(Pair::matters);
  }
}
