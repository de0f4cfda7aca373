package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/// Aligns siblings' events where order is no promise. First what all have, then what all have but
/// for the fewest varying fields, then what only looks alike.
final class UnorderedAlignment {
  private record Redacted(EventType type, Set<VaryingField> fields, Digest rest) {}

  private record Look(EventType type, String label) {}

  private final Set<HashAlgorithm> banks;
  private final List<List<Event>> left = new ArrayList<>();
  private final List<Column> columns = new ArrayList<>();

  private UnorderedAlignment(List<List<Event>> siblings, Set<HashAlgorithm> banks) {
    this.banks = banks;
    siblings.forEach(events -> left.add(new ArrayList<>(events)));
  }

  /// @param siblings each one's events of one PCR
  static List<Column> align(List<List<Event>> siblings, Set<HashAlgorithm> banks) {
    return new UnorderedAlignment(siblings, banks).align();
  }

  private List<Column> align() {
    pair(event -> Optional.of(Identity.of(event, banks)), true);
    for (Set<VaryingField> fields : FieldSets.BY_SIZE) {
      pair(event -> redacted(event, fields), true);
    }
    pair(UnorderedAlignment::look, false);
    pair(event -> Optional.of(Identity.of(event, banks)), false);
    pair(event -> Optional.of(event.type()), false);
    for (int sibling = 0; sibling < left.size(); sibling++) {
      for (Event event : left.get(sibling)) {
        columns.add(Column.of(sibling, event));
      }
    }
    return Column.inOrder(columns);
  }

  private static Optional<Object> redacted(Event event, Set<VaryingField> fields) {
    return Redaction.restOf(event, fields).map(rest -> new Redacted(event.type(), fields, rest));
  }

  private static Optional<Object> look(Event event) {
    String label = event.label();
    return label.isEmpty() ? Optional.empty() : Optional.of(new Look(event.type(), label));
  }

  /// Makes columns of the events that have equal keys, as many as the siblings have in common.
  ///
  /// @param everywhere only where all siblings have one; otherwise two are enough
  private void pair(Function<Event, Optional<Object>> keyOf, boolean everywhere) {
    Map<Object, List<Deque<Event>>> byKey = new LinkedHashMap<>();
    for (int sibling = 0; sibling < left.size(); sibling++) {
      for (Event event : left.get(sibling)) {
        Optional<Object> key = keyOf.apply(event);
        if (key.isPresent()) {
          byKey.computeIfAbsent(key.get(), _ -> queues()).get(sibling).add(event);
        }
      }
    }
    byKey.values().forEach(queues -> take(queues, everywhere ? left.size() : 2));
  }

  private List<Deque<Event>> queues() {
    List<Deque<Event>> queues = new ArrayList<>();
    left.forEach(_ -> queues.add(new ArrayDeque<>()));
    return queues;
  }

  private void take(List<Deque<Event>> queues, int atLeast) {
    while (queues.stream().filter(queue -> !queue.isEmpty()).count() >= atLeast) {
      TreeMap<Integer, Event> members = new TreeMap<>();
      for (int sibling = 0; sibling < queues.size(); sibling++) {
        Event event = queues.get(sibling).poll();
        if (event != null) {
          members.put(sibling, event);
          left.get(sibling).remove(event);
        }
      }
      columns.add(new Column(members));
    }
  }
}
