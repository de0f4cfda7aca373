package dev.assay.appraisal.golden;

import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// The reference values of one layer: everything that is expected, so that what is missing counts
/// as much as what is there.
///
/// @param boardModel what the set belongs to
/// @param firmwareVersion as the firmware measured it; "" where it measures none, and for an OS
/// @param events by PCR; within PCR 0, 2, 4 and 7 their order is part of the promise
/// @param finalValues of the PCRs whose events are all `exactly` and on which the siblings agreed
/// @param quirks what healthy machines do although the specification has it otherwise
public record GoldenSet(
    String id,
    String boardModel,
    Layer layer,
    String firmwareVersion,
    List<GoldenEvent> events,
    PcrValues finalValues,
    List<Quirk> quirks) {
  private static final Set<PcrIndex> ORDERED =
      Set.of(PcrIndex.of(0), PcrIndex.of(2), PcrIndex.of(4), PcrIndex.of(7));
  private static final int FIRMWARE_PCRS = 8;
  private static final int BOOT_MANAGER = 4;
  private static final int OS_PCRS = 16;

  public GoldenSet {
    if (id.isBlank() || boardModel.isBlank()) {
      throw new IllegalArgumentException("a golden set has an id and a board model");
    }
    events = List.copyOf(events);
    quirks = List.copyOf(quirks);
    events.forEach(event -> requireOf(layer, event.pcr()));
    quirks.forEach(quirk -> requireOf(layer, quirk.pcr()));
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
        case Rule.PerMachine _ -> {}
      }
    }
    return Collections.unmodifiableSet(common);
  }

  private static void requireOf(Layer layer, PcrIndex pcr) {
    if (!belongs(pcr, layer)) {
      throw new IllegalArgumentException(pcr + " is not of the layer " + layer);
    }
  }

  private static boolean belongs(PcrIndex pcr, Layer layer) {
    return switch (layer) {
      case FIRMWARE -> pcr.value() < FIRMWARE_PCRS;
      case OS ->
          pcr.value() == BOOT_MANAGER || (pcr.value() >= FIRMWARE_PCRS && pcr.value() < OS_PCRS);
    };
  }
}
