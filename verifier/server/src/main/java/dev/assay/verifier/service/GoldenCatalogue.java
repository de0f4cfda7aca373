package dev.assay.verifier.service;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.assay.appraisal.GoldenSets;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import java.util.List;
import java.util.Objects;

/// The golden sets in force. Which ones are is read each time; what they hold never changes, so
/// that is remembered.
public final class GoldenCatalogue {
  private static final int REMEMBERED = 1_000;

  private final GoldenRecords records;
  private final Cache<String, GoldenSet> sets =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  public GoldenCatalogue(GoldenRecords records) {
    this.records = records;
  }

  /// What a machine of this model is judged by now.
  GoldenSets inForce(BoardModel model) {
    var active = records.activeIds(model).stream().map(this::set).toList();
    var firmware = ofLayer(active, Layer.FIRMWARE);
    return firmware.isEmpty()
        ? new GoldenSets.None(model.name())
        : new GoldenSets.Active(firmware, ofLayer(active, Layer.OS));
  }

  private static List<GoldenSet> ofLayer(List<GoldenSet> sets, Layer layer) {
    return sets.stream().filter(set -> set.layer() == layer).toList();
  }

  private GoldenSet set(String id) {
    return Objects.requireNonNull(
        sets.get(id, missing -> records.set(missing).orElseThrow()), "a golden set in force");
  }
}
