package dev.assay.appraisal.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.golden.LogDiff.Kind;
import dev.assay.appraisal.golden.LogDiff.Pair;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.SampleBoot;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LogDiffTest {
  private static LogBuilder boot() {
    return SampleBoot.of("01");
  }

  private static LogDiff diff(LogBuilder b) {
    return LogDiff.of(boot().log(), b.log());
  }

  /// All differences, as "KIND first→second" by index.
  private static List<String> shown(LogDiff diff) {
    return diff.pairs().stream()
        .filter(pair -> pair.kind() != Kind.SAME)
        .map(LogDiffTest::shown)
        .toList();
  }

  private static String shown(Pair pair) {
    return pair.kind()
        + " "
        + pair.a().map(event -> Integer.toString(event.index())).orElse("-")
        + "→"
        + pair.b().map(event -> Integer.toString(event.index())).orElse("-");
  }

  @Test
  void logIsTheSameAsItself() {
    var diff = diff(boot());
    assertThat(diff.same()).isTrue();
    assertThat(shown(diff)).isEmpty();
    assertThat(diff.pairs()).hasSameSizeAs(boot().log().events());
  }

  @Test
  void changedMeasurementIsPairedWithWhatItStandsInFor() {
    var other =
        boot()
            .change(
                SampleBoot.DXE,
                old ->
                    new LogBuilder.Entry(
                        old.pcr(),
                        old.type(),
                        boot().digests(SampleBoot.text("implant")),
                        old.data()));
    assertThat(shown(diff(other))).containsExactly("CHANGED 3→3");
    assertThat(diff(other).same()).isFalse();
  }

  @Test
  void addedEventShiftsNoOther() {
    var added =
        new LogBuilder.Entry(
            2,
            EventType.EFI_BOOT_SERVICES_DRIVER,
            boot().digests(SampleBoot.text("option ROM")),
            Bytes.EMPTY);
    assertThat(shown(diff(boot().insert(SampleBoot.SEPARATOR_3, added))))
        .containsExactly("ADDED -→" + SampleBoot.SEPARATOR_3);
  }

  @Test
  void removedEventIsMissing() {
    assertThat(shown(diff(boot().remove(SampleBoot.CPU_FLAGS))))
        .containsExactly("MISSING " + SampleBoot.CPU_FLAGS + "→-");
  }

  @Test
  void swappedEventsMoved() {
    assertThat(shown(diff(boot().swap(SampleBoot.PEI, SampleBoot.DXE))))
        .hasSize(1)
        .allMatch(difference -> difference.startsWith("MOVED"));
  }

  @Test
  void eventsOfOtherPcrsAreNoOrder() {
    assertThat(diff(boot().swap(SampleBoot.BOOT_ORDER - 1, SampleBoot.BOOT_ORDER)).same()).isTrue();
  }

  @Test
  void otherMacIsAChangeOfTheSameOption() {
    var diff = diff(SampleBoot.of("02"));
    assertThat(shown(diff))
        .containsExactly(
            "CHANGED %1$d→%1$d".formatted(SampleBoot.NETWORK_OPTION),
            "CHANGED %1$d→%1$d".formatted(SampleBoot.DISK));
  }

  @Test
  void whatNoDigestCoversIsNoDifferenceInWhatWasMeasured() {
    var other =
        boot()
            .change(
                SampleBoot.DXE,
                old ->
                    new LogBuilder.Entry(
                        old.pcr(),
                        old.type(),
                        old.digests(),
                        EventData.blob2("another name", 0, 1)));
    assertThat(shown(diff(other))).containsExactly("DESCRIBED_OTHERWISE 3→3");
    assertThat(diff(other).same()).isTrue();
  }

  @Test
  void startupLocalityMatters() {
    var zero = LogBuilder.agile().startupLocality(0).event(0, EventType.SEPARATOR, "x").log();
    var three = LogBuilder.agile().startupLocality(3).event(0, EventType.SEPARATOR, "x").log();
    var none = LogBuilder.agile().event(0, EventType.SEPARATOR, "x").log();
    assertThat(LogDiff.of(zero, three).same()).isFalse();
    assertThat(LogDiff.of(none, three).same()).isFalse();
    assertThat(LogDiff.of(zero, zero).same()).isTrue();
  }

  @Test
  void logsAreComparedInTheBanksOfBoth() {
    var more =
        SampleBoot.into(LogBuilder.withBanks(HashAlgorithm.SHA256, HashAlgorithm.SHA384), "01");
    var diff = diff(more);
    assertThat(diff.banks()).containsExactly(HashAlgorithm.SHA256);
    assertThat(diff.same()).isTrue();
    var other = SampleBoot.into(LogBuilder.withBanks(HashAlgorithm.SHA384), "01").log();
    assertThatIllegalArgumentException().isThrownBy(() -> LogDiff.of(boot().log(), other));
  }

  /// What each capture's README names, against its baseline: PCRs that differ, in what way.
  @Test
  void capturedBootsDifferInThePcrsTheyAreKnownToDifferIn() {
    assertThat(byPcr("clean-A1", "reboot-A1")).isEmpty();
    assertThat(byPcr("clean-A1", "implant-fw")).isEqualTo(Map.of(0L, List.of(Kind.CHANGED)));
    assertThat(byPcr("clean-A1", "implant-oprom")).isEqualTo(Map.of(2L, List.of(Kind.ADDED)));
    assertThat(byPcr("clean-A1", "bootvar-A1")).containsOnlyKeys(1L);
    assertThat(byPcr("clean-A1", "diskswap-A1")).isEqualTo(Map.of(5L, List.of(Kind.CHANGED)));
    assertThat(byPcr("clean-A1", "boot-cmdline")).containsOnlyKeys(8L, 9L);
    assertThat(byPcr("clean-B", "secureboot-off")).containsKeys(0L, 4L, 7L);
  }

  private static Map<Long, List<Kind>> byPcr(String a, String b) {
    return LogDiff.of(Captures.log(a), Captures.log(b)).pairs().stream()
        .filter(Pair::matters)
        .collect(
            Collectors.groupingBy(
                pair -> pair.shown().pcr(), Collectors.mapping(Pair::kind, Collectors.toList())));
  }

  @Test
  void secondLogAgainstTheFirstIsTheMirrorImage() {
    for (var other : Captures.names()) {
      var there = LogDiff.of(Captures.log("clean-A1"), Captures.log(other));
      var back = LogDiff.of(Captures.log(other), Captures.log("clean-A1"));
      assertThat(count(there, Kind.ADDED)).as(other).isEqualTo(count(back, Kind.MISSING));
      assertThat(count(there, Kind.CHANGED)).as(other).isEqualTo(count(back, Kind.CHANGED));
      assertThat(there.same()).isEqualTo(back.same());
    }
  }

  private static long count(LogDiff diff, Kind kind) {
    return diff.pairs().stream().filter(pair -> pair.kind() == kind).count();
  }
}
