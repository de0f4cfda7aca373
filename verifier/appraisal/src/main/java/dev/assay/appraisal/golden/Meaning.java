package dev.assay.appraisal.golden;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What two machines' events have in common where they mean the same.
sealed interface Meaning {
  EventType type();

  /// A text that tells it from every other, to put meanings in one order whoever came first.
  String key();

  /// The same, as far as these banks tell.
  Meaning within(Set<HashAlgorithm> banks);

  /// The digests, by bank.
  record Fixed(EventType type, SortedMap<HashAlgorithm, Digest> digests) implements Meaning {
    public Fixed {
      digests = Collections.unmodifiableSortedMap(digests);
    }

    @Override
    public String key() {
      return type.name() + " " + digests;
    }

    @Override
    public Meaning within(Set<HashAlgorithm> banks) {
      SortedMap<HashAlgorithm, Digest> common = new TreeMap<>(digests);
      common.keySet().retainAll(banks);
      return new Fixed(type, common);
    }
  }

  /// All of the verified data but the fields that may vary, whichever of them do.
  ///
  /// @param rest as [Redaction#restOf] has it
  record Varying(EventType type, Set<VaryingField> fields, Digest rest) implements Meaning {
    @Override
    public String key() {
      return type.name() + " " + new TreeSet<>(fields) + rest;
    }

    @Override
    public Meaning within(Set<HashAlgorithm> banks) {
      return this;
    }
  }

  /// What `event` means, with storage of its own.
  ///
  /// @param mayVary whether fields may vary in its PCR
  static Meaning of(Event event, Set<HashAlgorithm> banks, boolean mayVary) {
    Set<VaryingField> fields = mayVary ? Redaction.fieldsIn(event) : Set.of();
    return Redaction.restOf(event, fields)
        .<Meaning>map(rest -> new Varying(event.type(), fields, rest))
        .orElseGet(() -> new Fixed(event.type(), digests(event, banks)));
  }

  /// The digests of these banks that the event has. Copies: they outlive the log.
  static SortedMap<HashAlgorithm, Digest> digests(Event event, Set<HashAlgorithm> banks) {
    SortedMap<HashAlgorithm, Digest> copies = new TreeMap<>();
    event
        .digests()
        .forEach(
            (bank, digest) -> {
              if (banks.contains(bank)) {
                copies.put(bank, new Digest(bank, Bytes.wrap(digest.value().toArray())));
              }
            });
    return copies;
  }
}
