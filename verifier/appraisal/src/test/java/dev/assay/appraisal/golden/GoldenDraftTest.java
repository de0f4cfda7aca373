package dev.assay.appraisal.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.golden.Difference.Resolution;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GoldenDraftTest {
  private static GoldenDraft draft(String... captures) {
    return GoldenDraft.ofSiblings("X11-TEST", Stream.of(captures).map(Captures::sibling).toList());
  }

  private static GoldenDraft draft(LogBuilder... logs) {
    List<Sibling> siblings =
        IntStream.range(0, logs.length).mapToObj(i -> logs[i].sibling("s" + i)).toList();
    return GoldenDraft.ofSiblings("M", siblings);
  }

  private static LogBuilder boot(String... drivers) {
    LogBuilder log = LogBuilder.agile().event(0, EventType.S_CRTM_VERSION, EventData.utf16("1.2"));
    for (String driver : drivers) {
      log.event(2, EventType.EFI_BOOT_SERVICES_DRIVER, EventData.ascii(driver), Bytes.EMPTY);
    }
    return log.separators();
  }

  private static List<GoldenEvent> eventsOf(GoldenDraft draft, Layer layer, int pcr) {
    return draft.events(layer).stream().filter(e -> e.pcr().value() == pcr).toList();
  }

  private static List<String> rulesOf(GoldenDraft draft, Layer layer, int pcr) {
    return eventsOf(draft, layer, pcr).stream()
        .map(e -> e.rule().getClass().getSimpleName() + (e.optional() ? " optional" : ""))
        .toList();
  }

  @Test
  void healthySiblingsDifferInFourBootOptionsAndThePartitionTable() {
    GoldenDraft draft = draft("clean-A1", "clean-A2");

    assertThat(draft.differences())
        .extracting(d -> d.pcr().value() + " " + d.label().replaceAll("disk .*", "disk"))
        .containsExactly("1 Boot0002", "1 Boot0003", "1 Boot0004", "1 Boot0005", "5 disk");
    assertThat(draft.differences())
        .extracting(Difference::resolution)
        .containsOnly(Resolution.PER_MACHINE);
    assertThat(draft.undecided(Layer.FIRMWARE)).isFalse();
    assertThat(draft.undecided(Layer.OS)).isFalse();
    assertThat(draft.events(Layer.FIRMWARE)).hasSize(29);
    assertThat(draft.events(Layer.OS)).hasSize(19);
  }

  @Test
  void eachSiblingIsShownWithWhatItHas() {
    Difference option = draft("clean-A1", "clean-A2").differences().getFirst();

    assertThat(option.shown().keySet()).containsExactly("clean-A1", "clean-A2");
    assertThat(option.shown().get("clean-A1"))
        .startsWith("Boot0002 'UEFI PXEv4 (MAC:52540016A36E)' sha256:");
    assertThat(option.shown().get("clean-A2"))
        .startsWith("Boot0002 'UEFI PXEv4 (MAC:")
        .doesNotContain("52540016A36E");
  }

  @Test
  void finalValuesAreOfThePcrsThatDoNotVary() {
    GoldenDraft draft = draft("clean-A1", "clean-A2");

    assertThat(draft.finalValues(Layer.FIRMWARE).bank(HashAlgorithm.SHA256).keySet())
        .extracting(PcrIndex::value)
        .containsExactly(0, 2, 3, 6);
    assertThat(draft.finalValues(Layer.OS).bank(HashAlgorithm.SHA1).keySet())
        .extracting(PcrIndex::value)
        .containsExactly(8, 9, 14);
    assertThat(draft.finalValues(Layer.OS).get(HashAlgorithm.SHA256, PcrIndex.of(9)))
        .isPresent()
        .isEqualTo(Captures.pcrs("clean-A1").get(HashAlgorithm.SHA256, PcrIndex.of(9)));
  }

  @Test
  void oneMachineAloneStillLetsItsMacAndDiskVary() {
    GoldenDraft one = draft("clean-A1");
    GoldenDraft two = draft("clean-A1", "clean-A2");

    assertThat(rulesOf(one, Layer.FIRMWARE, 1)).isEqualTo(rulesOf(two, Layer.FIRMWARE, 1));
    assertThat(eventsOf(one, Layer.FIRMWARE, 5))
        .filteredOn(e -> e.rule() instanceof Rule.PerMachine)
        .singleElement()
        .satisfies(
            event ->
                assertThat(((Rule.PerMachine) event.rule()).fields())
                    .isEqualTo(Set.of(VaryingField.DISK_GUID, VaryingField.PARTITION_GUID)));
    assertThat(one.undecided(Layer.FIRMWARE)).isFalse();
    assertThat(one.differences()).hasSize(5);
  }

  @Test
  void onlyBanksThatAllSiblingsHaveAreDemanded() {
    GoldenSet set = draft("clean-A1", "banks-C1").toGoldenSet("g", Layer.FIRMWARE);

    assertThat(set.banks()).containsExactlyInAnyOrder(HashAlgorithm.SHA1, HashAlgorithm.SHA256);
  }

  @Test
  void implantedFirmwareIsUndecidedAndShown() {
    GoldenDraft draft = draft("clean-A1", "implant-fw");

    assertThat(draft.undecided(Layer.FIRMWARE)).isTrue();
    assertThat(draft.undecided(Layer.OS)).isFalse();
    assertThat(draft.differences())
        .filteredOn(d -> d.resolution() == Resolution.UNDECIDED)
        .singleElement()
        .satisfies(
            d -> {
              assertThat(d.pcr()).isEqualTo(PcrIndex.of(0));
              assertThat(d.type()).isEqualTo(EventType.EFI_PLATFORM_FIRMWARE_BLOB);
              assertThat(d.shown().get("clean-A1")).isNotEqualTo(d.shown().get("implant-fw"));
            });
    assertThatIllegalStateException().isThrownBy(() -> draft.toGoldenSet("g", Layer.FIRMWARE));
    assertThat(draft.finalValues(Layer.FIRMWARE).get(HashAlgorithm.SHA256, PcrIndex.of(0)))
        .isEmpty();
  }

  @Test
  void optionRomThatOnlyOneSiblingHasIsUndecidedAndOptionalOnceAccepted() {
    GoldenDraft draft = draft("clean-A1", "implant-oprom");

    assertThat(draft.differences())
        .filteredOn(d -> d.resolution() == Resolution.UNDECIDED)
        .singleElement()
        .satisfies(
            d -> {
              assertThat(d.pcr()).isEqualTo(PcrIndex.of(2));
              assertThat(d.shown()).containsEntry("clean-A1", "absent");
            });
    GoldenSet accepted = draft.toGoldenSetAcceptingDifferences("g", Layer.FIRMWARE);
    assertThat(accepted.events())
        .filteredOn(GoldenEvent::optional)
        .singleElement()
        .satisfies(e -> assertThat(e.rule()).isInstanceOf(Rule.OneOf.class));
  }

  @Test
  void addedBootOptionIsUndecided() {
    GoldenDraft draft = draft("clean-A1", "bootvar-A1");

    assertThat(draft.differences())
        .filteredOn(d -> d.resolution() == Resolution.UNDECIDED)
        .extracting(Difference::label)
        .containsExactlyInAnyOrder("BootOrder", "Boot0009");
  }

  @Test
  void orderOfDriversIsKeptAndInsertionsAreAligned() {
    GoldenDraft draft = draft(boot("a", "b", "c"), boot("a", "x", "b", "c"), boot("a", "b"));

    assertThat(rulesOf(draft, Layer.FIRMWARE, 2))
        .containsExactly("Exactly", "Exactly", "Exactly", "Exactly");
    assertThat(draft.outliers())
        .extracting(outlier -> outlier.kind() + " " + outlier.examples())
        .containsExactlyInAnyOrder("ADDED [s1]", "MISSING [s2]");
  }

  @Test
  void changedDriverBetweenEqualOnesIsOneDifference() {
    GoldenDraft draft = draft(boot("a", "b", "c"), boot("a", "B", "c"));

    assertThat(rulesOf(draft, Layer.FIRMWARE, 2))
        .containsExactly("Exactly", "OneOf", "Exactly", "Exactly");
    assertThat(draft.differences()).hasSize(1);
  }

  @Test
  void reorderedDriversAreADifference() {
    assertThat(draft(boot("a", "b"), boot("b", "a")).undecided(Layer.FIRMWARE)).isTrue();
  }

  @Test
  void orderOfConfigurationIsNone() {
    LogBuilder ab = boot().event(3, EventType.EVENT_TAG, "a").event(3, EventType.EVENT_TAG, "b");
    LogBuilder ba = boot().event(3, EventType.EVENT_TAG, "b").event(3, EventType.EVENT_TAG, "a");

    GoldenDraft draft = draft(ab, ba);

    assertThat(draft.undecided(Layer.FIRMWARE)).isFalse();
    assertThat(draft.finalValues(Layer.FIRMWARE).get(HashAlgorithm.SHA256, PcrIndex.of(3)))
        .isEmpty();
  }

  @Test
  void sameEventTwiceIsDemandedTwice() {
    LogBuilder twice = boot().event(3, EventType.EVENT_TAG, "a").event(3, EventType.EVENT_TAG, "a");
    LogBuilder once = boot().event(3, EventType.EVENT_TAG, "a");

    assertThat(rulesOf(draft(twice, twice), Layer.FIRMWARE, 3))
        .containsExactly("Exactly", "Exactly", "Exactly");
    assertThat(draft(twice, once).undecided(Layer.FIRMWARE)).isTrue();
  }

  @Test
  void noMoreFieldsVaryThanDo() {
    LogBuilder a =
        boot().event(5, EventType.EFI_GPT_EVENT, EventData.gpt("a1".repeat(16), "cc".repeat(16)));
    LogBuilder b =
        boot().event(5, EventType.EFI_GPT_EVENT, EventData.gpt("b1".repeat(16), "cc".repeat(16)));

    assertThat(eventsOf(draft(a, b), Layer.FIRMWARE, 5))
        .filteredOn(e -> e.rule() instanceof Rule.PerMachine)
        .singleElement()
        .satisfies(
            e ->
                assertThat(((Rule.PerMachine) e.rule()).fields())
                    .containsExactly(VaryingField.DISK_GUID));
  }

  @Test
  void networkOptionThatOneSiblingLacksStaysBoundToItsMachineOnceAccepted() {
    Bytes option =
        EventData.variable(
            "Boot0007", EventData.loadOption("PXE", EventData.macPath("525400aabbcc")));

    GoldenDraft draft = draft(boot().event(1, EventType.EFI_VARIABLE_BOOT2, option), boot());

    assertThat(draft.undecided(Layer.FIRMWARE)).isTrue();
    assertThat(rulesOf(draft, Layer.FIRMWARE, 1)).contains("PerMachine optional");
  }

  @Test
  void noActionIsNoPartOfASet() {
    GoldenDraft draft =
        draft(LogBuilder.agile().startupLocality(3).separators(), LogBuilder.agile().separators());

    assertThat(draft.differences()).isEmpty();
    assertThat(draft.events(Layer.FIRMWARE)).hasSize(8);
    assertThat(draft.finalValues(Layer.FIRMWARE).get(HashAlgorithm.SHA256, PcrIndex.of(0)))
        .as("the siblings start PCR 0 from different localities")
        .isEmpty();
  }

  @Test
  void firmwareVersionIsTheMeasuredOne() {
    assertThat(draft(boot(), boot()).firmwareVersion()).isEqualTo("1.2");
    assertThat(draft(LogBuilder.agile().separators(), LogBuilder.agile().separators()))
        .satisfies(draft -> assertThat(draft.firmwareVersion()).isEmpty());
    assertThat(draft("fw-update-A1", "fw-update-A2").firmwareVersion()).isNotEmpty();
    assertThat(draft(boot(), boot()).toGoldenSet("g", Layer.OS).firmwareVersion()).isEmpty();
  }

  @Test
  void siblingsAfterAnUpdateAgree() {
    GoldenDraft draft = draft("fw-update-A1", "fw-update-A2");

    assertThat(draft.undecided(Layer.FIRMWARE)).isFalse();
    assertThat(draft.undecided(Layer.OS)).isFalse();
  }

  @Test
  void manyDifferentEventsEndInADraft() {
    LogBuilder a = LogBuilder.withBanks(HashAlgorithm.SHA256);
    LogBuilder b = LogBuilder.withBanks(HashAlgorithm.SHA256);
    for (int i = 0; i < 4_000; i++) {
      a.event(0, EventType.POST_CODE, "a" + i).event(3, EventType.EVENT_TAG, "a" + i);
      b.event(0, EventType.POST_CODE, "b" + i).event(3, EventType.EVENT_TAG, "b" + i);
    }

    assertThat(draft(a, b).undecided(Layer.FIRMWARE)).isTrue();
  }

  @Test
  void siblingsThatCantBeComparedAreRefused() {
    Sibling one = boot().sibling("one");
    Sibling other =
        LogBuilder.withBanks(HashAlgorithm.SHA384)
            .event(0, EventType.S_CRTM_VERSION, EventData.utf16("1.2"))
            .separators()
            .sibling("other");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> GoldenDraft.ofSiblings("M", List.of()))
        .withMessageContaining("at least one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GoldenDraft.ofSiblings("M", List.of(one, one)))
        .withMessageContaining("two siblings are named one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GoldenDraft.ofSiblings("M", List.of(one, other)))
        .withMessageContaining("no bank but SHA-1");
  }
}
