package dev.assay.appraisal.golden;

import dev.assay.appraisal.golden.Difference.Resolution;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// What becomes of a slot: the golden events, and the difference among the siblings that they stand
/// for.
///
/// @param events one; where the difference is undecided what accepting it gives, of which there may
///   be several; none where the slot is surplus
record Place(List<GoldenEvent> events, Optional<Difference> difference) {
  private static final String SIBLINGS_DIFFER = "differs between healthy siblings";
  private static final String ONE_MACHINE = "another machine of the model has its own";
  private static final String ABSENT = "absent";
  private static final int SHOWN_OF_EACH = 4;

  Place {
    events = List.copyOf(events);
  }

  boolean settled() {
    return difference.isEmpty() && events.stream().allMatch(e -> e.rule() instanceof Rule.Exactly);
  }

  boolean undecided() {
    return difference.map(d -> d.resolution() == Resolution.UNDECIDED).orElse(false);
  }

  /// Makes the places of one PCR.
  ///
  /// @param machines how many were compared
  record Maker(
      Layer layer, PcrIndex pcr, List<Course> courses, int machines, Set<HashAlgorithm> banks) {
    /// A place where a quorum shows `value`.
    Place golden(Slot slot, Measurement value, int showing) {
      Rule rule = rule(value, showing);
      GoldenEvent event = new GoldenEvent(pcr, value.type(), slot.label(value), rule);
      return rule instanceof Rule.PerMachine
          ? new Place(List.of(event), Optional.of(difference(slot, Resolution.PER_MACHINE)))
          : new Place(List.of(event), Optional.empty());
    }

    private Rule rule(Measurement value, int showing) {
      Optional<SortedMap<HashAlgorithm, Digest>> digests = value.digests(banks);
      if (digests.isEmpty() || (showing == 1 && value.meaning() instanceof Meaning.Varying)) {
        return value.perMachine(showing, showing == 1 ? ONE_MACHINE : SIBLINGS_DIFFER);
      }
      Optional<SecureBootValue> known = value.secureBoot();
      return known.isPresent() && known.get() instanceof SecureBootValue.Revoked(var entries)
          ? new Rule.DbxAtLeast(digests.get(), entries)
          : new Rule.Exactly(digests.get());
    }

    /// A place that waits for a person. What has digests is one choice; what varies is an event of
    /// its own, which a machine may lack where others show something else.
    Place undecided(Slot slot) {
      Map<Measurement, Integer> weights = slot.weights(courses);
      List<SortedMap<HashAlgorithm, Digest>> choices = new ArrayList<>();
      List<Rule> rules = new ArrayList<>();
      weights.forEach(
          (value, showing) -> {
            Rule rule = rule(value, showing);
            switch (rule) {
              case Rule.Exactly(var digests) -> choices.add(digests);
              case Rule.DbxAtLeast(var digests, _) -> choices.add(digests);
              case Rule.OneOf _, Rule.PerMachine _ -> rules.add(rule);
            }
          });
      if (!choices.isEmpty()) {
        rules.addFirst(new Rule.OneOf(choices));
      }
      boolean optional = rules.size() > 1 || slot.machines(courses) < machines;
      Measurement first = slot.first();
      return new Place(
          rules.stream()
              .map(rule -> new GoldenEvent(pcr, first.type(), slot.label(first), rule, optional))
              .toList(),
          Optional.of(difference(slot, Resolution.UNDECIDED)));
    }

    private Difference difference(Slot slot, Resolution resolution) {
      return new Difference(
          layer, pcr, slot.type(), slot.label(slot.first()), resolution, shown(slot));
    }

    /// A few machines of each value, so that every value is seen as far as there is room.
    private Map<String, String> shown(Slot slot) {
      SortedMap<String, String> shown = new TreeMap<>();
      for (int course = 0; course < courses.size(); course++) {
        Measurement value = slot.members().get(course);
        String words = value == null ? ABSENT : value.words();
        Map<String, String> own = value == null ? Map.of() : new LinkedHashMap<>(value.examples());
        int room = Outlier.NAMED - shown.size();
        courses.get(course).examples().stream()
            .limit(Math.min(room, SHOWN_OF_EACH))
            .forEach(machine -> shown.put(machine, own.getOrDefault(machine, words)));
      }
      return shown;
    }
  }
}
