package dev.assay.cli.verifier;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One golden set as the verifier lists it; `fields` is the whole answer, for its events.
public record GoldenSetView(
    String id,
    String model,
    String layer,
    String firmwareVersion,
    String state,
    String createdBy,
    Optional<Instant> createdAt,
    String approvedBy,
    Optional<Instant> approvedAt,
    List<String> from,
    String note,
    Fields fields) {
  /// Copies the list.
  public GoldenSetView {
    from = List.copyOf(from);
  }

  /// Reads it from the verifier's answer.
  public static GoldenSetView of(Fields fields) {
    return new GoldenSetView(
        fields.text("id"),
        fields.text("model"),
        fields.text("layer").toLowerCase(Locale.ROOT),
        fields.text("firmwareVersion"),
        fields.text("state"),
        fields.text("createdBy"),
        fields.time("createdAt"),
        fields.text("approvedBy"),
        fields.time("approvedAt"),
        fields.texts("from"),
        fields.text("note"),
        fields);
  }
}
