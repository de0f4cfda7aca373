package dev.assay.appraisal.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The logs of real boots against what their TPMs held.
class CapturedLogsTest {
  private static final String EXTENDED_OUTSIDE_THE_LOG = "extraextend-A1";

  static List<String> captures() {
    return Captures.names();
  }

  @ParameterizedTest
  @MethodSource("captures")
  void replayGivesThePcrsOfTheTpmInEveryBank(String capture) {
    EventLog log = Captures.log(capture);
    PcrValues replayed = Replay.of(log).values();
    PcrValues tpm = Captures.pcrs(capture);

    assertThat(tpm.banks().keySet()).containsExactlyInAnyOrderElementsOf(log.banks());
    for (HashAlgorithm bank : log.banks()) {
      for (PcrIndex pcr : explainedPcrs(capture)) {
        assertThat(replayed.get(bank, pcr)).as("%s %s", bank, pcr).isPresent();
        assertThat(replayed.get(bank, pcr)).as("%s %s", bank, pcr).isEqualTo(tpm.get(bank, pcr));
      }
    }
  }

  /// All that firmware and loader measure; PCR 10 is IMA's.
  private static List<PcrIndex> explainedPcrs(String capture) {
    return Stream.concat(IntStream.range(0, 10).boxed(), IntStream.range(11, 16).boxed())
        .filter(pcr -> pcr != 0 || !capture.equals(EXTENDED_OUTSIDE_THE_LOG))
        .map(PcrIndex::of)
        .toList();
  }

  @Test
  void extendWithoutAnEventIsNotExplained() {
    PcrValues replayed = Replay.of(Captures.log(EXTENDED_OUTSIDE_THE_LOG)).values();
    PcrValues tpm = Captures.pcrs(EXTENDED_OUTSIDE_THE_LOG);

    for (HashAlgorithm bank : tpm.banks().keySet()) {
      assertThat(replayed.get(bank, PcrIndex.of(0))).isNotEqualTo(tpm.get(bank, PcrIndex.of(0)));
    }
  }

  @ParameterizedTest
  @MethodSource("captures")
  void writingAParsedLogGivesBackItsBytes(String capture) {
    EventLog log = Captures.log(capture);

    assertThat(log.write()).isEqualTo(log.raw());
    assertThat(log.sha256()).isEqualTo(HashAlgorithm.SHA256.hash(log.raw()));
  }

  @ParameterizedTest
  @MethodSource("captures")
  void everyPayloadIsDecoded(String capture) {
    for (Event event : Captures.log(capture).events()) {
      assertThat(event.payload()).isNotInstanceOf(EventPayload.Malformed.class);
      if (event.payload() instanceof EventPayload.UefiVariable variable) {
        assertThat(variable.content()).isNotInstanceOf(VariableContent.Broken.class);
      }
    }
  }

  @Test
  void trustFollowsTheRulesThatWereMeasured() {
    for (String capture : Captures.names()) {
      for (Event event : Captures.log(capture).events()) {
        assertThat(event.trust()).as("%s: %s", capture, event).isEqualTo(expectedTrust(event));
      }
    }
  }

  private static Trust expectedTrust(Event event) {
    return switch (event.type().name()) {
      case "EV_SEPARATOR",
          "EV_S_CRTM_VERSION",
          "EV_EFI_ACTION",
          "EV_EFI_GPT_EVENT",
          "EV_EFI_VARIABLE_DRIVER_CONFIG",
          "EV_EFI_VARIABLE_AUTHORITY",
          "EV_EFI_VARIABLE_BOOT" ->
          event.label().equals("MokListRT") ? event.trust() : Trust.VERIFIED_DATA;
      case "EV_IPL" -> event.pcr() == 8 ? Trust.VERIFIED_DATA : Trust.UNTRUSTED_TEXT;
      default -> Trust.UNTRUSTED_TEXT;
    };
  }
}
