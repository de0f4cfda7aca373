package dev.assay.appraisal.fuzz;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.testing.LogBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Inputs that are the data of one event: a byte that says which decoder it goes to, a byte that
/// says which PCR, and the data.
final class Kinds {
  /// The beginnings of EV_NO_ACTION that are decoded.
  private static final List<String> SIGNATURES =
      List.of(
          "SP800-155 Event\0",
          "SP800-155 Event2",
          "SP800-155 Event3",
          "H-CRTM CompMeas\0",
          "NvIndexInstance\0",
          "NvIndexDynamic \0",
          "StartupLocality\0",
          "\4\0\1\300");

  private static final List<EventType> TYPES =
      IntStream.concat(
              IntStream.rangeClosed(0x00, 0x13),
              IntStream.concat(
                  IntStream.rangeClosed(0x80000001, 0x80000010),
                  IntStream.rangeClosed(0x800000E0, 0x800000E4)))
          .mapToObj(EventType::new)
          .toList();

  private static final int PCRS = 16;

  private Kinds() {}

  /// The seed of an event as it stands in a log.
  static byte[] seed(Event event) {
    return seed(TYPES.indexOf(event.type()), (int) event.pcr() & 0xF, event.data());
  }

  /// The seed of EV_NO_ACTION of a kind that is told by its signature.
  static Optional<byte[]> noAction(Bytes data) {
    return IntStream.range(0, SIGNATURES.size())
        .filter(number -> begins(data, signature(number)))
        .mapToObj(number -> seed(TYPES.size() + number, 0, rest(data, signature(number))))
        .findFirst();
  }

  private static boolean begins(Bytes data, Bytes start) {
    return data.length() >= start.length() && data.slice(0, start.length()).equals(start);
  }

  private static Bytes rest(Bytes data, Bytes start) {
    return data.slice(start.length(), data.length());
  }

  private static Bytes signature(int number) {
    return Bytes.wrap(SIGNATURES.get(number).getBytes(StandardCharsets.ISO_8859_1));
  }

  private static byte[] seed(int kind, int pcr, Bytes data) {
    return Bytes.concat(Bytes.wrap(new byte[] {(byte) kind, (byte) pcr}), data).toArray();
  }

  /// A log whose last event is the input's.
  static LogBuilder log(byte[] input) {
    int kind = (input[0] & 0xFF) % (TYPES.size() + SIGNATURES.size());
    int pcr = (input[1] & 0xFF) % PCRS;
    Bytes data = Bytes.copyOf(input).slice(2, input.length);
    if (kind < TYPES.size()) {
      EventType type = TYPES.get(kind);
      return type.equals(EventType.NO_ACTION)
          ? LogBuilder.agile().noAction(pcr, data)
          : LogBuilder.agile().event(pcr, type, data);
    }
    return LogBuilder.agile().noAction(pcr, Bytes.concat(signature(kind - TYPES.size()), data));
  }
}
