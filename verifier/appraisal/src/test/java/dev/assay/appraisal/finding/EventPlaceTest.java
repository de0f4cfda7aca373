package dev.assay.appraisal.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.tpm.PcrIndex;
import org.junit.jupiter.api.Test;

class EventPlaceTest {
  @Test
  void placeIsNamedAsPeopleNameIt() {
    assertThat(place("'DXEFV'"))
        .hasToString("PCR 0, event 3, EV_EFI_PLATFORM_FIRMWARE_BLOB2 'DXEFV'");
    assertThat(place("")).hasToString("PCR 0, event 3, EV_EFI_PLATFORM_FIRMWARE_BLOB2");
  }

  @Test
  void labelStaysOnItsLine() {
    assertThat(place("a\u001b[2Jb\nc\u0000d\u202ee\u2028f\ud800g").label())
        .isEqualTo("a?[2Jb?c?d?e?f?g");
  }

  @Test
  void labelIsBounded() {
    assertThat(place("x".repeat(1_000)).label()).hasSize(EventPlace.MAX_LABEL);
  }

  @Test
  void eventsAreCountedFromZero() {
    assertThatThrownBy(() -> new EventPlace(PcrIndex.of(0), -1, EventType.SEPARATOR, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void reasonsOfTheMachineAreCleanedToo() {
    assertThat(new EventLogAbsent("no\nlog").message()).doesNotContain("\n");
    assertThat(new EventLogMalformed("bad\u0007", 1).message()).doesNotContain("\u0007");
    assertThat(new QuoteMalformed("attest", "bad\r", 1).message()).doesNotContain("\r");
  }

  private static EventPlace place(String label) {
    return new EventPlace(PcrIndex.of(0), 3, EventType.EFI_PLATFORM_FIRMWARE_BLOB2, label);
  }
}
