package dev.assay.appraisal.golden;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.Trust;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Takes the fields that may vary out of an event's data, so that the rest can be compared. Works
/// on verified data alone, and only on fields whose place follows from a strict parse of that data:
/// a machine can't choose what is left out. In which PCRs fields may vary at all is for a golden
/// set to say.
public final class Redaction {
  private Redaction() {}

  /// The fields that occur in the event; none where nothing may be redacted.
  public static Set<VaryingField> fieldsIn(Event event) {
    Set<VaryingField> fields = EnumSet.noneOf(VaryingField.class);
    for (FieldRange range : rangesIn(event)) {
      fields.add(range.field());
    }
    return Collections.unmodifiableSet(fields);
  }

  /// The bytes that the event's digests cover, with these fields zeroed. Empty where the data is
  /// not verified, and where one of the fields does not occur.
  public static Optional<Bytes> redact(Event event, Set<VaryingField> fields) {
    List<FieldRange> ranges = rangesIn(event);
    Set<VaryingField> missing = EnumSet.noneOf(VaryingField.class);
    missing.addAll(fields);
    byte[] bytes = event.covered().toArray();
    for (FieldRange range : ranges) {
      if (fields.contains(range.field())) {
        missing.remove(range.field());
        Arrays.fill(bytes, range.from(), range.to(), (byte) 0);
      }
    }
    return fields.isEmpty() || !missing.isEmpty()
        ? Optional.empty()
        : Optional.of(Bytes.wrap(bytes));
  }

  /// SHA-256 of [#redact]: what [Rule.PerMachine] compares.
  public static Optional<Digest> restOf(Event event, Set<VaryingField> fields) {
    return redact(event, fields).map(rest -> event.hash(HashAlgorithm.SHA256, rest));
  }

  private static List<FieldRange> rangesIn(Event event) {
    return event.trust() == Trust.VERIFIED_DATA ? FieldRange.of(event) : List.of();
  }
}
