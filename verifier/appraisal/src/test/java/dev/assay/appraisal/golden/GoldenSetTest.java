package dev.assay.appraisal.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenSetTest {
  private static final SortedMap<HashAlgorithm, Digest> DIGESTS =
      new TreeMap<>(Map.of(HashAlgorithm.SHA256, HashAlgorithm.SHA256.zero()));
  private static final Rule EXACTLY = new Rule.Exactly(DIGESTS);
  private static final Rule PER_MACHINE =
      new Rule.PerMachine(Set.of(VaryingField.MAC_ADDRESS), HashAlgorithm.SHA256.zero(), "varies");

  private static GoldenEvent event(int pcr, Rule rule) {
    return new GoldenEvent(PcrIndex.of(pcr), EventType.EFI_ACTION, "", rule);
  }

  private static GoldenSet set(Layer layer, GoldenEvent... events) {
    return new GoldenSet("id", "M", layer, "", List.of(events), PcrValues.EMPTY, List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "0,EFI_ACTION,FIRMWARE",
    "2,IMAGE,FIRMWARE",
    "4,EFI_ACTION,FIRMWARE",
    "4,IMAGE,OS",
    "5,EFI_ACTION,FIRMWARE",
    "7,EFI_ACTION,FIRMWARE",
    "8,EFI_ACTION,OS",
    "15,IMAGE,OS"
  })
  void eventsBelongToTheLayerOfTheirPcrAndType(int pcr, String type, Layer layer) {
    EventType eventType =
        type.equals("IMAGE") ? EventType.EFI_BOOT_SERVICES_APPLICATION : EventType.EFI_ACTION;
    Event event = LogBuilder.agile().event(pcr, eventType, "x").log().events().getLast();

    assertThat(Layer.of(event)).contains(layer);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 17, 23})
  void debugAndDynamicPcrsBelongToNoLayer(int pcr) {
    Event event = LogBuilder.agile().event(pcr, EventType.ACTION, "x").log().events().getLast();

    assertThat(Layer.of(event)).isEmpty();
  }

  @Test
  void noActionBelongsToNoLayer() {
    Event event = LogBuilder.agile().noAction(0, Bytes.EMPTY).log().events().getLast();

    assertThat(Layer.of(event)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GoldenEvent(PcrIndex.of(0), EventType.NO_ACTION, "", EXACTLY));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 3, 4, 6, 7, 8, 14})
  void nothingVariesPerMachineWhereItCouldHideCode(int pcr) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> varying(pcr, Optional.empty()))
        .withMessageContaining("could hide code");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> varying(pcr, Optional.of(decided(pcr == 3 ? 2 : 3))))
        .withMessageContaining("could hide code");
  }

  @Test
  void recordedDecisionLetsItsPcrVary() {
    assertThat(varying(6, Optional.of(decided(6))).events()).hasSize(1);
  }

  private static GoldenSet varying(int pcr, Optional<Provenance> made) {
    return new GoldenSet(
        "id",
        "model",
        pcr < 8 ? Layer.FIRMWARE : Layer.OS,
        "",
        List.of(event(pcr, PER_MACHINE)),
        PcrValues.EMPTY,
        List.of(),
        Optional.empty(),
        made);
  }

  private static Provenance decided(int pcr) {
    return new Provenance(
        List.of(new Source("a", HashAlgorithm.SHA256.zero(), Optional.empty(), false)),
        1,
        "ann",
        Instant.EPOCH,
        List.of(
            new Decision(
                Decision.Kind.MAY_VARY, Optional.of(PcrIndex.of(pcr)), "ann", "the asset tag")));
  }

  @Test
  void rulesWithoutContentAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rule.Exactly(Collections.emptySortedMap()));
    assertThatIllegalArgumentException().isThrownBy(() -> new Rule.OneOf(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rule.PerMachine(Set.of(), HashAlgorithm.SHA256.zero(), ""));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Rule.PerMachine(Set.of(VaryingField.DISK_GUID), HashAlgorithm.SHA1.zero(), ""));
  }

  @Test
  void digestInTheWrongBankIsRefused() {
    SortedMap<HashAlgorithm, Digest> mixed =
        new TreeMap<>(Map.of(HashAlgorithm.SHA384, HashAlgorithm.SHA256.zero()));

    assertThatIllegalArgumentException().isThrownBy(() -> new Rule.Exactly(mixed));
  }

  @Test
  void eventsOfTheOtherLayerAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> set(Layer.FIRMWARE, event(8, EXACTLY)));
    assertThatIllegalArgumentException().isThrownBy(() -> set(Layer.OS, event(0, EXACTLY)));
    assertThat(set(Layer.OS, event(4, EXACTLY)).events()).hasSize(1);
  }

  @Test
  void banksAreThoseOfEveryEvent() {
    SortedMap<HashAlgorithm, Digest> more = new TreeMap<>(DIGESTS);
    more.put(HashAlgorithm.SHA384, HashAlgorithm.SHA384.zero());

    GoldenSet set =
        set(
            Layer.FIRMWARE,
            event(0, EXACTLY),
            event(1, PER_MACHINE),
            event(2, new Rule.Exactly(more)));

    assertThat(set.banks()).containsExactly(HashAlgorithm.SHA256);
  }
}
