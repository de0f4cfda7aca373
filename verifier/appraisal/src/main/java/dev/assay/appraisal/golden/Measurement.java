package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventPayload;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// One meaning, and what the machines that measured it say of it. Whichever of them comes first,
/// the same is kept.
final class Measurement {
  /// How many machines are shown by name where each has its own value.
  static final int EXAMPLES = 8;

  private static final int OWN_SIZE = 400;
  private static final int ENTRY_SIZE = 160;

  private final Meaning meaning;
  private final Map<Set<VaryingField>, Agreement<Digest>> rests = new HashMap<>();
  private final Map<HashAlgorithm, Agreement<Digest>> digests = new EnumMap<>(HashAlgorithm.class);
  private final SortedMap<String, String> examples = new TreeMap<>();
  private Optional<SecureBootValue> secureBoot = Optional.empty();
  private final SortedSet<String> labels = new TreeSet<>();
  private Optional<String> detail = Optional.empty();
  private boolean labelVaries;

  Measurement(Meaning meaning) {
    this.meaning = meaning;
  }

  /// Hears one machine's event of this meaning.
  void hear(Event event, String machine, Set<HashAlgorithm> banks) {
    labels.add(event.label());
    trim();
    detail = Optional.of(least(detail, event.detail()));
    labelVaries |= event.payload() instanceof EventPayload.Gpt;
    if (secureBoot.isEmpty()) {
      secureBoot = SecureBootValue.of(event);
    }
    if (meaning instanceof Meaning.Varying varying) {
      hearFields(event, varying);
      var own = Meaning.digests(event, banks);
      own.forEach((bank, d) -> digests.computeIfAbsent(bank, _ -> new Agreement<>()).hear(d));
      addExample(machine, event.detail(), own);
    }
  }

  /// What is left where only some of the fields vary, for every choice of them.
  private void hearFields(Event event, Meaning.Varying varying) {
    for (Set<VaryingField> fields : FieldSets.BY_SIZE) {
      if (varying.fields().containsAll(fields)) {
        Redaction.restOf(event, fields)
            .ifPresent(rest -> rests.computeIfAbsent(fields, _ -> new Agreement<>()).hear(rest));
      }
    }
  }

  private void addExample(String machine, String said, SortedMap<HashAlgorithm, Digest> own) {
    if (examples.size() < EXAMPLES || machine.compareTo(examples.lastKey()) < 0) {
      examples.put(machine, words(said, own));
      if (examples.size() > EXAMPLES) {
        examples.pollLastEntry();
      }
    }
  }

  private void trim() {
    while (labels.size() > EXAMPLES) {
      labels.removeLast();
    }
  }

  private static String least(Optional<String> known, String heard) {
    return known.filter(text -> text.compareTo(heard) <= 0).orElse(heard);
  }

  /// Takes over what was heard of a measurement that means the same.
  void hear(Measurement other) {
    labels.addAll(other.labels);
    trim();
    detail = Optional.of(least(detail, other.detail.orElse("")));
    labelVaries |= other.labelVaries;
    secureBoot = secureBoot.or(() -> other.secureBoot);
    other.rests.forEach(
        (fields, rest) -> rests.computeIfAbsent(fields, _ -> new Agreement<>()).hear(rest));
    other.digests.forEach(
        (bank, own) -> digests.computeIfAbsent(bank, _ -> new Agreement<>()).hear(own));
    examples.putAll(other.examples);
    while (examples.size() > EXAMPLES) {
      examples.pollLastEntry();
    }
  }

  Meaning meaning() {
    return meaning;
  }

  /// What tells it from every other.
  String key() {
    return meaning.key();
  }

  EventType type() {
    return meaning.type();
  }

  /// A hint for people. No digest covers it, so where machines, or one machine twice, measured the
  /// same under several labels, each place gets one of its own as far as there are.
  ///
  /// @param nth of the places in which a machine measured the same, from 0
  String label(int nth) {
    return labels.stream()
        .skip(nth)
        .findFirst()
        .orElseGet(() -> labels.isEmpty() ? "" : labels.getLast());
  }

  /// What it looks like, to find the place it belongs to: type and label, as far as no machine has
  /// its own.
  String look(int nth) {
    return type().name() + " " + (labelVaries ? "" : label(nth));
  }

  Optional<SecureBootValue> secureBoot() {
    return secureBoot;
  }

  /// The digests, where all machines have the same in every one of these banks.
  Optional<SortedMap<HashAlgorithm, Digest>> digests(Set<HashAlgorithm> banks) {
    if (meaning instanceof Meaning.Fixed fixed) {
      return Optional.of(fixed.digests());
    }
    SortedMap<HashAlgorithm, Digest> agreed = new TreeMap<>();
    for (HashAlgorithm bank : banks) {
      Agreement<Digest> own = digests.get(bank);
      if (own == null || own.agreed().isEmpty()) {
        return Optional.empty();
      }
      agreed.put(bank, own.agreed().get());
    }
    return Optional.of(agreed);
  }

  /// The rule that lets the fewest fields vary that do; all of them where one machine alone shows
  /// nothing of what varies.
  Rule.PerMachine perMachine(int machines, String reason) {
    if (!(meaning instanceof Meaning.Varying varying)) {
      throw new IllegalStateException("nothing of it may vary");
    }
    if (machines > 1) {
      for (Set<VaryingField> fields : FieldSets.BY_SIZE) {
        Optional<Digest> rest = Optional.ofNullable(rests.get(fields)).flatMap(Agreement::agreed);
        if (rest.isPresent()) {
          return new Rule.PerMachine(fields, rest.get(), reason);
        }
      }
    }
    return new Rule.PerMachine(varying.fields(), varying.rest(), reason);
  }

  /// Machines by name with what each shows, where each may show its own.
  SortedMap<String, String> examples() {
    return examples;
  }

  /// In words, with a strong digest.
  String words() {
    return switch (meaning) {
      case Meaning.Fixed(_, var own) -> words(detail.orElse(""), own);
      case Meaning.Varying(_, _, var rest) ->
          detail.orElse("") + " apart from what may vary " + rest;
    };
  }

  private static String words(String said, SortedMap<HashAlgorithm, Digest> digests) {
    String digest =
        digests.entrySet().stream()
            .filter(entry -> entry.getKey().strong())
            .findFirst()
            .or(() -> digests.entrySet().stream().findFirst())
            .map(entry -> entry.getValue().toString())
            .orElse("");
    return said.isEmpty() ? digest : said + " " + digest;
  }

  /// About how many bytes this takes.
  int size() {
    int entries =
        secureBoot
            .map(value -> value instanceof SecureBootValue.Revoked(var all) ? all.size() : 0)
            .orElse(0);
    return OWN_SIZE + ENTRY_SIZE * entries;
  }
}
