package dev.assay.appraisal.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.eventlog.Trust;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.Promises;
import dev.assay.appraisal.testing.SpdmData;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// The data of single events, of every type and kind that is decoded.
class PayloadFuzz {
  private static final int MAX_DETAIL = 170;

  static Stream<byte[]> seeds() {
    return Stream.concat(ofLogs(), ofDevices());
  }

  /// One event of each size of each type: more say nothing new.
  private static Stream<byte[]> ofLogs() {
    Stream<byte[]> logs =
        Stream.concat(
            Seeds.captured(Captures.LOG), Seeds.corpus("eventlog", ".bin", "_measurements"));
    return logs
        .flatMap(log -> events(Bytes.wrap(log)))
        .collect(Collectors.toMap(PayloadFuzz::shape, Function.identity(), (first, _) -> first))
        .values()
        .stream()
        .flatMap(
            event ->
                Stream.concat(Stream.of(Kinds.seed(event)), Kinds.noAction(event.data()).stream()));
  }

  private static Map.Entry<EventType, Integer> shape(Event event) {
    return Map.entry(event.type(), event.data().length() / 16);
  }

  private static Stream<Event> events(Bytes log) {
    try {
      return EventLog.parse(log).events().stream().filter(event -> event.index() > 0);
    } catch (MalformedInput _) {
      return Stream.empty(); // some of the corpus are
    }
  }

  private static Stream<byte[]> ofDevices() {
    Stream<Bytes> measured =
        Stream.of(
            SpdmData.first(),
            SpdmData.second(0, 0, SpdmData.measurement(), SpdmData.pci()),
            SpdmData.second(0, 1, SpdmData.CHAIN, SpdmData.pci()));
    return Stream.concat(
        measured.map(
            data ->
                Kinds.seed(
                    LogBuilder.agile()
                        .event(2, EventType.EFI_SPDM_FIRMWARE_BLOB, data)
                        .log()
                        .events()
                        .getLast())),
        Stream.of(SpdmData.nvIndexInstance(), SpdmData.nvIndexDynamic())
            .map(Kinds::noAction)
            .flatMap(Optional::stream));
  }

  @MethodSource("seeds")
  @FuzzTest
  void dataIsDecodedOrMalformed(byte[] data) {
    if (data.length >= 2) {
      Bytes log = Kinds.log(data).bytes();
      Promises.parsed(log.toArray(), 64, PayloadFuzz::decoded).ifPresent(PayloadFuzz::check);
    }
  }

  private static Event decoded(Bytes log) throws MalformedInput {
    Event event = EventLog.parse(log).events().getLast();
    event.payload();
    event.trust();
    return event;
  }

  private static void check(Event event) {
    Promises.require(event.detail().length() <= MAX_DETAIL, "a detail that is too long");
    Promises.require(
        event.detail().chars().noneMatch(Character::isISOControl), "a control character");
    boolean verified = event.trust() == Trust.VERIFIED_DATA;
    Promises.require(verified || event.covered().isEmpty(), "data that nobody measured");
    Promises.require(!event.payload().toString().isEmpty(), "no words");
  }
}
