package dev.assay.verifier.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.assay.appraisal.Rarity;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.golden.ComponentList;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// Compares the components that a machine reports with those of its siblings, the ACTIVE machines
/// of its board model; both ways, and by the threshold that rare measurements have. Reported, not
/// proven: hosts that lie together are believed, and a finding makes a verdict worse, never better.
final class SiblingComponents {
  private static final int MOST_NAMED = 8;
  private static final int REMEMBERED = 200;
  private static final Duration REMEMBERED_FOR = Duration.ofSeconds(30);

  private final InventoryRecords records;
  private final Rarity.Threshold threshold;

  // As old as the counts of measurements may be.
  private final Cache<BoardModel, Map<String, Integer>> counts =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(REMEMBERED_FOR).build();

  SiblingComponents(InventoryRecords records, Rarity.Threshold threshold) {
    this.records = records;
    this.threshold = threshold;
  }

  /// Forgets what it remembers of a model whose machines report other components.
  void changed(BoardModel model) {
    counts.invalidate(model);
  }

  /// @param told what the machine was counted by until now; empty where it is not
  /// @param mine what it reports
  /// @param signed the lists that a golden set speaks of: what people signed needs no witness
  List<RecordedFinding> of(
      BoardModel model, Set<String> told, Set<String> mine, Set<ComponentList> signed) {
    var others = Objects.requireNonNull(counts.get(model, records::kindsOfSiblings));
    var rare = new ArrayList<String>();
    var lacking = new ArrayList<String>();
    for (var list : ComponentList.values()) {
      int machines = others(others, told, list.name()) + 1;
      if (signed.contains(list) || !mine.contains(list.name()) || machines < threshold.cohort()) {
        continue;
      }
      mine.stream()
          .filter(kind -> ComponentKinds.isOf(list, kind))
          .filter(kind -> isFew(others(others, told, kind) + 1, machines))
          .sorted()
          .forEach(kind -> rare.add(words(kind, others(others, told, kind) + 1, machines)));
      others.keySet().stream()
          .filter(kind -> ComponentKinds.isOf(list, kind) && !mine.contains(kind))
          .filter(kind -> isFew(machines - others(others, told, kind), machines))
          .sorted()
          .forEach(kind -> lacking.add(words(kind, others(others, told, kind), machines)));
    }
    var findings = new ArrayList<RecordedFinding>();
    if (!rare.isEmpty()) {
      findings.add(
          finding(
              "COMPONENT_RARE",
              "The host reports what few of its siblings do: ",
              rare,
              "Look at the machine: the part may be an implant, or one that its siblings lack."));
    }
    if (!lacking.isEmpty()) {
      findings.add(
          finding(
              "COMPONENT_LACKING",
              "The host does not report what its siblings do: ",
              lacking,
              "Look at the machine: the part may be missing, have failed, or be hidden."));
    }
    return findings;
  }

  private boolean isFew(int some, int machines) {
    return some * 100L <= (long) threshold.percent() * machines;
  }

  /// How many other machines have it. The counts may be older than what the machine was counted by.
  private static int others(Map<String, Integer> counts, Set<String> told, String kind) {
    return Math.max(0, counts.getOrDefault(kind, 0) - (told.contains(kind) ? 1 : 0));
  }

  private static String words(String kind, int showing, int machines) {
    return "%s (%d of %d)".formatted(ComponentKinds.words(kind), showing, machines);
  }

  private static RecordedFinding finding(
      String code, String message, List<String> kinds, String remedy) {
    var data = new TreeMap<String, String>();
    data.put("basis", "reported, not proven");
    for (int i = 0; i < Math.min(kinds.size(), MOST_NAMED); i++) {
      data.put("component%02d".formatted(i + 1), kinds.get(i));
    }
    var named = String.join("; ", kinds.subList(0, Math.min(kinds.size(), MOST_NAMED)));
    return RecordedFinding.ofMachine(
        code,
        Severity.WARNING,
        message + named + (kinds.size() > MOST_NAMED ? "; and more." : "."),
        remedy,
        data);
  }
}
