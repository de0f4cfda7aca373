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
    String proposedBy,
    long signaturesNeeded,
    List<Signature> signatures,
    List<Step> steps,
    List<String> from,
    Fields fields) {

  /// One signature.
  ///
  /// @param value Base64
  /// @param standing what it is worth, in words
  public record Signature(
      String value, String signer, Optional<Instant> at, boolean counts, String standing) {
    static Signature of(Fields fields) {
      return new Signature(
          fields.text("signature"),
          fields.text("signer"),
          fields.time("at"),
          fields.flag("counts"),
          fields.text("standing"));
    }
  }

  /// One step of its life.
  public record Step(String state, String by, Optional<Instant> at, String reason) {
    static Step of(Fields fields) {
      return new Step(
          fields.text("state"), fields.text("by"), fields.time("at"), fields.text("reason"));
    }
  }

  /// Copies the lists.
  public GoldenSetView {
    signatures = List.copyOf(signatures);
    steps = List.copyOf(steps);
    from = List.copyOf(from);
  }

  /// Reads it from the verifier's answer.
  public static GoldenSetView of(Fields fields) {
    return new GoldenSetView(
        fields.text("id"),
        fields.text(fields.text("model").isEmpty() ? "osImage" : "model"),
        fields.text("layer").toLowerCase(Locale.ROOT),
        fields.text("firmwareVersion"),
        fields.text("state"),
        fields.text("createdBy"),
        fields.time("createdAt"),
        fields.object("proposal").text("by"),
        fields.number("signaturesNeeded"),
        fields.list("signatures", Signature::of),
        fields.list("steps", Step::of),
        fields.texts("from"),
        fields);
  }

  /// How far the signatures are: "1 of 2 signatures".
  public String signed() {
    return "%d of %d signatures"
        .formatted(signatures.stream().filter(Signature::counts).count(), signaturesNeeded);
  }

  /// Whose signature this is.
  public String signerOf(String signature) {
    return signatures.stream()
        .filter(one -> one.value().equals(signature))
        .map(Signature::signer)
        .findFirst()
        .orElse("somebody");
  }
}
