package dev.assay.appraisal.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Logs of confidential computing guests (CCEL): read and replayed to registers, never to PCRs.
class ConfidentialComputingLogTest {
  private static final HashAlgorithm SHA384 = HashAlgorithm.SHA384;

  private static LogBuilder guest() {
    return guest(1, SHA384);
  }

  private static LogBuilder guest(int register, HashAlgorithm... banks) {
    Bytes specId = EventData.specId(List.of(banks));
    return LogBuilder.withHeader(
        LogBuilder.sha1Record(register, EventType.NO_ACTION, specId), banks);
  }

  private static void assertRefused(LogBuilder log, String reason) {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> EventLog.parse(log.bytes()))
        .withMessageContaining(reason);
  }

  @Test
  void guestsLogIsReadAsWhatItIs() {
    LogBuilder builder = guest().event(2, EventType.EFI_ACTION, "Calling");
    EventLog log = builder.log();

    assertThat(log.format()).isEqualTo(EventLog.Format.CONFIDENTIAL_COMPUTING);
    assertThat(log.banks()).containsExactly(SHA384);
    assertThat(log.write()).isEqualTo(builder.bytes());
  }

  @Test
  void replayGivesRegistersAndNoPcrs() {
    Digest measured = SHA384.hash(EventData.ascii("Calling"));

    Replay replay = Replay.of(guest().event(2, EventType.EFI_ACTION, "Calling").log());

    assertThat(replay.registers())
        .containsOnly(
            Map.entry(1, SHA384.zero()),
            Map.entry(2, SHA384.zero().extend(measured)),
            Map.entry(3, SHA384.zero()),
            Map.entry(4, SHA384.zero()));
    assertThat(replay.values().isEmpty()).isTrue();
    assertThat(replay.extended()).isEmpty();
  }

  @Test
  void firstAndLastRegisterAreExtended() {
    EventLog log =
        guest()
            .event(1, EventType.EFI_ACTION, "first")
            .event(4, EventType.EFI_ACTION, "last")
            .log();

    assertThat(Replay.of(log).registers())
        .containsEntry(1, SHA384.zero().extend(SHA384.hash(EventData.ascii("first"))))
        .containsEntry(4, SHA384.zero().extend(SHA384.hash(EventData.ascii("last"))));
  }

  @Test
  void registersThatNoGuestExtendsAreRefused() {
    assertRefused(guest().event(0, EventType.EFI_ACTION, "Calling"), "measurement register 0");
    assertRefused(guest().event(5, EventType.EFI_ACTION, "Calling"), "measurement register 5");
  }

  @Test
  void otherBanksAndOtherRegistersAreNoGuestsLog() {
    assertRefused(guest(1, HashAlgorithm.SHA256), "PCR 1, not 0");
    assertRefused(guest(1, HashAlgorithm.SHA256, SHA384), "PCR 1, not 0");
    assertRefused(guest(2, SHA384), "PCR 2, not 0");
  }
}
