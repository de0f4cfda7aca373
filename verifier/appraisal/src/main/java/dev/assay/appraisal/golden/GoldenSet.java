package dev.assay.appraisal.golden;

import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The reference values of one layer: everything that is expected, so that what is missing counts
/// as much as what is there.
///
/// @param subject what the set belongs to: the name of a board model, or for an OS that of its
///   image
/// @param firmwareVersion as the firmware measured it; "" where it measures none, and for an OS
/// @param events by PCR; within PCR 0, 2, 4 and 7 their order is part of the promise
/// @param finalValues of the PCRs whose events are all `exactly` and on which the siblings agreed
/// @param quirks what healthy machines do although the specification has it otherwise
/// @param secureBoot what Secure Boot must be; empty for an OS, and where the siblings don't tell
/// @param provenance where it comes from; empty in sets of before that was kept
/// @param components what machines report of themselves; empty for an OS, and where nobody said
public record GoldenSet(
    String id,
    String subject,
    Layer layer,
    String firmwareVersion,
    List<GoldenEvent> events,
    PcrValues finalValues,
    List<Quirk> quirks,
    Optional<SecureBootExpectation> secureBoot,
    Optional<Provenance> provenance,
    Optional<ExpectedComponents> components) {
  /// PCR 0 to 15 can be of a set.
  static final int JUDGED_PCRS = 16;

  /// The PCR that both layers have a part in.
  static final int BOOT_MANAGER = 4;

  private static final Set<PcrIndex> ORDERED =
      Set.of(PcrIndex.of(0), PcrIndex.of(2), PcrIndex.of(4), PcrIndex.of(7));

  public GoldenSet {
    if (id.isBlank() || subject.isBlank()) {
      throw new IllegalArgumentException(
          "a golden set has an id, and a board model or OS image that it belongs to");
    }
    events = List.copyOf(events);
    quirks = List.copyOf(quirks);
    for (GoldenEvent event : events) {
      requireOf(layer, event.pcr());
      requireDecision(event, provenance);
      requireExpected(event, secureBoot);
    }
    quirks.forEach(quirk -> requireOf(layer, quirk.pcr()));
    if (secureBoot.isPresent() && layer != Layer.FIRMWARE) {
      throw new IllegalArgumentException("Secure Boot is of the layer FIRMWARE, not " + layer);
    }
    if (components.isPresent() && layer != Layer.FIRMWARE) {
      throw new IllegalArgumentException("components are of the layer FIRMWARE, not " + layer);
    }
  }

  /// A set that says nothing of components.
  public GoldenSet(
      String id,
      String subject,
      Layer layer,
      String firmwareVersion,
      List<GoldenEvent> events,
      PcrValues finalValues,
      List<Quirk> quirks,
      Optional<SecureBootExpectation> secureBoot,
      Optional<Provenance> provenance) {
    this(
        id,
        subject,
        layer,
        firmwareVersion,
        events,
        finalValues,
        quirks,
        secureBoot,
        provenance,
        Optional.empty());
  }

  /// A set that says nothing of components, of Secure Boot and of where it comes from.
  public GoldenSet(
      String id,
      String subject,
      Layer layer,
      String firmwareVersion,
      List<GoldenEvent> events,
      PcrValues finalValues,
      List<Quirk> quirks) {
    this(
        id,
        subject,
        layer,
        firmwareVersion,
        events,
        finalValues,
        quirks,
        Optional.empty(),
        Optional.empty());
  }

  /// The board model of a firmware set; of an OS set its image's name, which is the model's where
  /// nobody gave another.
  public String boardModel() {
    return subject;
  }

  /// The same under another id.
  public GoldenSet named(String other) {
    return new GoldenSet(
        other,
        subject,
        layer,
        firmwareVersion,
        events,
        finalValues,
        quirks,
        secureBoot,
        provenance,
        components);
  }

  /// The same that expects these components.
  public GoldenSet expecting(ExpectedComponents expected) {
    return new GoldenSet(
        id,
        subject,
        layer,
        firmwareVersion,
        events,
        finalValues,
        quirks,
        secureBoot,
        provenance,
        Optional.of(expected));
  }

  /// The same with one more decision in its provenance; unchanged where it has none.
  public GoldenSet deciding(Decision decision) {
    return new GoldenSet(
        id,
        subject,
        layer,
        firmwareVersion,
        events,
        finalValues,
        quirks,
        secureBoot,
        provenance.map(made -> made.with(decision)),
        components);
  }

  /// Whether the order of the events of this PCR is part of the promise.
  public static boolean ordered(PcrIndex pcr) {
    return ORDERED.contains(pcr);
  }

  /// The banks in which every event can be compared by its digest.
  public Set<HashAlgorithm> banks() {
    Set<HashAlgorithm> common = EnumSet.allOf(HashAlgorithm.class);
    for (GoldenEvent event : events) {
      switch (event.rule()) {
        case Rule.Exactly exactly -> common.retainAll(exactly.digests().keySet());
        case Rule.OneOf oneOf ->
            oneOf.alternatives().forEach(digests -> common.retainAll(digests.keySet()));
        case Rule.DbxAtLeast dbx -> common.retainAll(dbx.digests().keySet());
        case Rule.PerMachine _ -> {}
      }
    }
    return Collections.unmodifiableSet(common);
  }

  private static void requireOf(Layer layer, PcrIndex pcr) {
    if (!layer.has(pcr)) {
      throw new IllegalArgumentException(pcr + " is not of the layer " + layer);
    }
  }

  private static void requireDecision(GoldenEvent event, Optional<Provenance> provenance) {
    boolean decided =
        provenance.stream()
            .flatMap(made -> made.decisions().stream())
            .anyMatch(
                decision ->
                    decision.kind() == Decision.Kind.MAY_VARY
                        && decision.pcr().equals(Optional.of(event.pcr())));
    if (event.variesByDecision() && !decided) {
      throw new IllegalArgumentException(
          "an event of "
              + event.pcr()
              + " can't vary per machine without a recorded decision: it could hide code");
    }
  }

  private static void requireExpected(
      GoldenEvent event, Optional<SecureBootExpectation> secureBoot) {
    if (event.rule() instanceof Rule.DbxAtLeast dbx
        && !secureBoot.map(SecureBootExpectation::dbx).equals(Optional.of(dbx.entries()))) {
      throw new IllegalArgumentException("the least dbx of an event is not the set's");
    }
  }
}
