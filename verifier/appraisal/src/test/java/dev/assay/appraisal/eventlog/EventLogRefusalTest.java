package dev.assay.appraisal.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What no well-formed log has, one thing at a time.
class EventLogRefusalTest {
  private static final long NO_PCR = 0xFFFFFFFFL;

  private static void assertRefused(LogBuilder log, String reason) {
    assertRefused(log.bytes(), reason);
  }

  private static void assertRefused(Bytes log, String reason) {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> EventLog.parse(log))
        .withMessageContaining(reason);
  }

  private static LogBuilder.Entry separator(Map<HashAlgorithm, Digest> digests) {
    return new LogBuilder.Entry(0, EventType.SEPARATOR, digests, Bytes.fromHex("00000000"));
  }

  @Test
  void emptyLogIsRefused() {
    assertRefused(Bytes.EMPTY, "without events");
    assertRefused(Bytes.wrap(new byte[4096]), "without events");
  }

  @Test
  void logWithoutMeasurementsIsWellFormed() throws MalformedInput {
    EventLog log = EventLog.parse(LogBuilder.agile().bytes());

    assertThat(log.format()).isEqualTo(EventLog.Format.CRYPTO_AGILE);
    assertThat(log.events()).hasSize(1);
    assertThat(log.specId().orElseThrow().algorithms())
        .containsExactly(HashAlgorithm.SHA1, HashAlgorithm.SHA256);
  }

  @Test
  void secondSpecIdEventIsRefused() {
    List<HashAlgorithm> banks = List.of(HashAlgorithm.SHA1, HashAlgorithm.SHA256);
    assertRefused(LogBuilder.agile().noAction(0, EventData.specId(banks)), "second Spec ID event");
    assertRefused(
        LogBuilder.agile().noAction(NO_PCR, EventData.specId(banks)), "second Spec ID event");
  }

  @Test
  void specIdEventOfAnotherPcrIsRefused() {
    Bytes header =
        LogBuilder.sha1Record(
            1, EventType.NO_ACTION, EventData.specId(List.of(HashAlgorithm.SHA256)));
    assertRefused(LogBuilder.withHeader(header, HashAlgorithm.SHA256).separators(), "PCR 1, not 0");
  }

  @Test
  void unknownKindOfLogIsRefused() {
    Bytes data = EventData.specIdStart("Spec ID Event04").u32(0).u8(0).toBytes();
    assertRefused(LogBuilder.sha1Record(0, EventType.NO_ACTION, data), "unknown kind of log");
  }

  @Test
  void unknownAlgorithmInTheHeaderIsRefusedByItsNumber() {
    assertRefused(
        header(1, w -> w.u16(0x0BAD).u16(32)), "at byte 64: unknown digest algorithm 0x0bad");
  }

  @Test
  void wrongDigestSizeInTheHeaderIsRefused() {
    assertRefused(header(1, w -> w.u16(0x000B).u16(31)), "sha256 digests of 31 bytes");
  }

  @Test
  void algorithmNamedTwiceInTheHeaderIsRefused() {
    assertRefused(header(2, w -> w.u16(0x000B).u16(32).u16(0x000B).u16(32)), "names sha256 twice");
  }

  @Test
  void headerWithoutOrWithCountlessAlgorithmsIsRefused() {
    assertRefused(header(0, w -> w), "0 digest algorithms");
    assertRefused(header(0xFFFFFFFFL, w -> w), "4294967295 digest algorithms");
  }

  private static Bytes header(long count, UnaryOperator<ByteWriter> algorithms) {
    ByteWriter data = EventData.specIdStart("Spec ID Event03").u32(count);
    return LogBuilder.sha1Record(0, EventType.NO_ACTION, algorithms.apply(data).u8(0).toBytes());
  }

  @Test
  void logWithoutACompleteStrongBankIsRefused() {
    LogBuilder log = LogBuilder.agile();
    Map<HashAlgorithm, Digest> digests = log.digests(Bytes.EMPTY);
    digests.remove(HashAlgorithm.SHA256);
    assertRefused(log.entry(separator(digests)), "event 1 has 1 digests");
  }

  @Test
  void lastStrongBankMayNotBeGivenUpEventByEvent() {
    LogBuilder log =
        LogBuilder.withBanks(HashAlgorithm.SHA1, HashAlgorithm.SHA256, HashAlgorithm.SHA384);
    Map<HashAlgorithm, Digest> withoutSha256 = log.digests(Bytes.EMPTY);
    withoutSha256.remove(HashAlgorithm.SHA256);
    Map<HashAlgorithm, Digest> withoutSha384 = log.digests(Bytes.EMPTY);
    withoutSha384.remove(HashAlgorithm.SHA384);
    assertRefused(
        log.entry(separator(withoutSha256)).entry(separator(withoutSha384)),
        "event 2 has 2 digests");
  }

  @Test
  void eventWithoutAnyDigestIsRefused() {
    assertRefused(LogBuilder.agile().entry(separator(Map.of())), "event 1 has 0 digests");
  }

  @Test
  void eventWithoutADigestMakesTheBankIncomplete() throws MalformedInput {
    LogBuilder builder = LogBuilder.agile().event(0, EventType.S_CRTM_VERSION, "1");
    Map<HashAlgorithm, Digest> digests = builder.digests(Bytes.EMPTY);
    digests.remove(HashAlgorithm.SHA1);
    Bytes raw = builder.entry(separator(digests)).entry(separator(digests)).bytes();

    EventLog log = EventLog.parse(raw);

    assertThat(log.banks()).containsExactly(HashAlgorithm.SHA256);
    assertThat(log.incompleteBanks()).containsExactly(Map.entry(HashAlgorithm.SHA1, 2));
    assertThat(log.events().getLast().digests()).containsOnlyKeys(HashAlgorithm.SHA256);
    assertThat(log.write()).isEqualTo(raw);
  }

  @Test
  void eventWithTwoDigestsOfOneBankIsRefused() {
    Bytes digest = HashAlgorithm.SHA256.zero().value();
    Bytes record =
        ByteWriter.littleEndian()
            .u32(0)
            .u32(4)
            .u32(2)
            .u16(0x000B)
            .bytes(digest)
            .u16(0x000B)
            .bytes(digest)
            .u32(0)
            .toBytes();
    assertRefused(LogBuilder.agile().tail(record), "two sha256 digests");
  }

  @Test
  void digestOfABankThatTheHeaderDoesNotListIsRefused() {
    Map<HashAlgorithm, Digest> digests = new LinkedHashMap<>();
    digests.put(HashAlgorithm.SHA1, HashAlgorithm.SHA1.zero());
    digests.put(HashAlgorithm.SHA384, HashAlgorithm.SHA384.zero());
    assertRefused(LogBuilder.agile().entry(separator(digests)), "algorithm 0x000c");
  }

  @Test
  void digestsInAnotherOrderThanTheHeadersAreKept() throws MalformedInput {
    LogBuilder log = LogBuilder.agile();
    Map<HashAlgorithm, Digest> digests = new LinkedHashMap<>();
    digests.put(HashAlgorithm.SHA256, HashAlgorithm.SHA256.zero());
    digests.put(HashAlgorithm.SHA1, HashAlgorithm.SHA1.zero());
    Bytes raw = log.entry(separator(digests)).bytes();

    assertThat(EventLog.parse(raw).write()).isEqualTo(raw);
  }

  @ParameterizedTest
  @ValueSource(longs = {24, 0x7FFFFFFFL, 0xFFFFFFFEL, NO_PCR})
  void measurementIntoAPcrThatIsNotThereIsRefused(long pcr) {
    LogBuilder log = LogBuilder.agile();
    assertRefused(
        log.entry(
            new LogBuilder.Entry(pcr, EventType.ACTION, log.digests(Bytes.EMPTY), Bytes.EMPTY)),
        "there is no PCR " + pcr);
  }

  @Test
  void noActionMayStandOutsideOfAllPcrs() throws MalformedInput {
    EventLog log =
        EventLog.parse(LogBuilder.agile().noAction(NO_PCR, EventData.ascii("trailer")).bytes());

    assertThat(log.events().getLast().pcrIndex()).isEmpty();
    assertRefused(LogBuilder.agile().noAction(24, Bytes.EMPTY), "there is no PCR 24");
  }

  @Test
  void noActionWithADigestIsRefused() {
    assertRefused(
        LogBuilder.agile().event(0, EventType.NO_ACTION, "measured after all"),
        "digest that is not zero");
  }

  @Test
  void unusedEventTypeIsRefused() {
    assertRefused(LogBuilder.agile().event(0, EventType.UNUSED, "relabelled"), "EV_UNUSED");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 255})
  void startupLocalityThatNoTpmTakesIsRefused(int locality) {
    assertRefused(LogBuilder.agile().startupLocality(locality), "not 0, 3 or 4");
  }

  @Test
  void startupLocalityOfTheWrongSizeIsRefused() {
    Bytes tooShort = EventData.ascii("StartupLocality\0");
    assertRefused(LogBuilder.agile().noAction(0, tooShort), "not 0, 3 or 4");
    assertRefused(
        LogBuilder.agile().noAction(0, Bytes.concat(tooShort, Bytes.fromHex("0300"))),
        "not 0, 3 or 4");
  }

  @Test
  void secondStartupLocalityIsRefused() {
    assertRefused(LogBuilder.agile().startupLocality(3).startupLocality(3), "not the only one");
  }

  @Test
  void startupLocalityAfterAMeasurementOfPcr0IsRefused() {
    assertRefused(
        LogBuilder.agile().event(0, EventType.S_CRTM_VERSION, "1").startupLocality(3),
        "before its measurements");
  }

  @Test
  void startupLocalityWithADigestIsRefused() {
    assertRefused(
        LogBuilder.agile().event(0, EventType.NO_ACTION, EventData.startupLocality(3)),
        "a startup locality with a digest that is not zero");
  }

  @Test
  void startupLocalityOfAnotherPcrIsRefused() {
    assertRefused(
        LogBuilder.agile().noAction(1, EventData.startupLocality(3)), "not the only one, of PCR 0");
    assertRefused(
        LogBuilder.agile().noAction(NO_PCR, EventData.startupLocality(3)),
        "not the only one, of PCR 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "ff", "000000000000000000000000", "ffffffffffffffffffffffffffff"})
  void paddingAfterTheLastEventIsNoPartOfTheLog(String padding) throws MalformedInput {
    LogBuilder log = LogBuilder.agile().separators();
    Bytes events = log.bytes();

    EventLog parsed = EventLog.parse(log.tail(Bytes.fromHex(padding)).bytes());

    assertThat(parsed.write()).isEqualTo(events);
    assertThat(parsed.raw().length()).isEqualTo(events.length() + padding.length() / 2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"01", "0000000001", "ffffffffff00", "00ff"})
  void anythingElseAfterTheLastEventIsRefused(String tail) {
    assertRefused(LogBuilder.agile().separators().tail(Bytes.fromHex(tail)), "at byte ");
  }

  @Test
  void eventAfterPaddingIsRefused() {
    Bytes hidden = LogBuilder.agile().event(0, EventType.ACTION, "hidden").bytes();
    assertRefused(
        LogBuilder.agile().separators().tail(Bytes.concat(Bytes.wrap(new byte[64]), hidden)),
        "has 0 digests");
  }

  @Test
  void logCutAnywhereInsideAnEventIsRefused() {
    Bytes whole = LogBuilder.agile().event(4, EventType.EFI_ACTION, "Calling").bytes();
    int header = LogBuilder.agile().bytes().length();
    for (int end = header + 1; end < whole.length(); end++) {
      Bytes cut = whole.slice(0, end);
      if (!cut.slice(header, end).toHex().matches("(00)+")) {
        assertRefused(cut, "remain");
      }
    }
  }

  @Test
  void sha1OnlyLogIsParsedAsSuch() throws MalformedInput {
    Bytes raw =
        Bytes.concat(
            LogBuilder.sha1Record(0, EventType.S_CRTM_VERSION, EventData.ascii("1.0")),
            LogBuilder.sha1Record(7, EventType.SEPARATOR, Bytes.fromHex("00000000")));

    EventLog log = EventLog.parse(raw);

    assertThat(log.format()).isEqualTo(EventLog.Format.SHA1_ONLY);
    assertThat(log.banks()).containsExactly(HashAlgorithm.SHA1);
    assertThat(log.specId()).isEmpty();
    assertThat(log.write()).isEqualTo(raw);
  }

  @Test
  void unknownEventTypeIsKept() {
    EventLog log = LogBuilder.agile().event(6, new EventType(0x8000FFFF), "vendor").log();

    Event event = log.events().getLast();
    assertThat(event.type().name()).isEqualTo("0x8000FFFF");
    assertThat(event.payload()).isInstanceOf(EventPayload.Opaque.class);
    assertThat(event.trust()).isEqualTo(Trust.DIGEST_ONLY);
  }

  @Test
  void preparedLogHoldsTheReasonAndThePlace() {
    Bytes raw = LogBuilder.agile().startupLocality(1).bytes();

    PreparedLog prepared = PreparedLog.of(raw);

    assertThat(prepared.sha256()).isEqualTo(HashAlgorithm.SHA256.hash(raw));
    assertThat(prepared).isInstanceOf(PreparedLog.Unreadable.class);
    PreparedLog.Unreadable unreadable = (PreparedLog.Unreadable) prepared;
    assertThat(unreadable.reason()).contains("not 0, 3 or 4");
    assertThat(unreadable.offset()).isEqualTo(LogBuilder.agile().bytes().length());
  }
}
