package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.golden.Difference.Resolution;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// A column judged: the golden event it becomes, and the difference among the siblings it stands
/// for.
///
/// @param event what the set holds; where the difference is undecided, what accepting it gives
record Place(Layer layer, GoldenEvent event, Optional<Difference> difference) {
  private static final String SIBLINGS_DIFFER = "differs between healthy siblings";
  private static final String ONE_MACHINE = "another machine of the model has its own";
  private static final String ABSENT = "absent";

  boolean settled() {
    return difference.isEmpty();
  }

  boolean undecided() {
    return difference.map(d -> d.resolution() == Resolution.UNDECIDED).orElse(false);
  }

  static Place of(
      Layer layer, PcrIndex pcr, Column column, List<String> names, Set<HashAlgorithm> banks) {
    boolean complete = column.members().size() == names.size();
    List<SortedMap<HashAlgorithm, Digest>> digests =
        column.events().stream().map(e -> Identity.of(e, banks).digests()).distinct().toList();
    Optional<Rule> perMachine =
        digests.size() > 1
            ? perMachine(column, SIBLINGS_DIFFER)
            : column.members().size() == 1 ? varying(column.first()) : Optional.empty();
    Rule rule =
        perMachine.orElseGet(
            () ->
                complete && digests.size() == 1
                    ? new Rule.Exactly(digests.getFirst())
                    : new Rule.OneOf(digests));
    Optional<Resolution> resolution =
        switch (rule) {
          case Rule.Exactly _ -> Optional.empty();
          case Rule.OneOf _ -> Optional.of(Resolution.UNDECIDED);
          case Rule.PerMachine _ ->
              Optional.of(complete ? Resolution.PER_MACHINE : Resolution.UNDECIDED);
        };
    String label = column.first().label();
    return new Place(
        layer,
        new GoldenEvent(pcr, column.type(), label, rule, !complete),
        resolution.map(
            r -> new Difference(layer, pcr, column.type(), label, r, shown(column, names, banks))));
  }

  /// Equal but for the fewest fields that may vary.
  private static Optional<Rule> perMachine(Column column, String reason) {
    for (Set<VaryingField> fields : FieldSets.BY_SIZE) {
      List<Optional<Digest>> rests =
          column.events().stream().map(e -> Redaction.restOf(e, fields)).distinct().toList();
      if (rests.size() == 1 && rests.getFirst().isPresent()) {
        return Optional.of(new Rule.PerMachine(fields, rests.getFirst().get(), reason));
      }
    }
    return Optional.empty();
  }

  /// What only one machine showed, but is bound to that machine by its fields.
  private static Optional<Rule> varying(Event event) {
    Set<VaryingField> fields = Redaction.fieldsIn(event);
    return Redaction.restOf(event, fields)
        .map(rest -> new Rule.PerMachine(fields, rest, ONE_MACHINE));
  }

  private static Map<String, String> shown(
      Column column, List<String> names, Set<HashAlgorithm> banks) {
    HashAlgorithm bank = banks.stream().filter(HashAlgorithm::strong).findFirst().orElseThrow();
    Map<String, String> shown = new LinkedHashMap<>();
    for (int sibling = 0; sibling < names.size(); sibling++) {
      Event event = column.members().get(sibling);
      shown.put(names.get(sibling), event == null ? ABSENT : shown(event, bank));
    }
    return shown;
  }

  private static String shown(Event event, HashAlgorithm bank) {
    String digest = Objects.requireNonNull(event.digests().get(bank)).toString();
    return event.detail().isEmpty() ? digest : event.detail() + " " + digest;
  }
}
