package dev.assay.appraisal.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.Replay;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.Promises;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Firmware event logs: parsed, decoded, replayed and written back.
class LogFuzz {
  static Stream<byte[]> seeds() {
    return Stream.concat(
        Seeds.captured(Captures.LOG), Seeds.corpus("eventlog", ".bin", "_measurements"));
  }

  @MethodSource("seeds")
  @FuzzTest
  void logIsReadOrMalformed(byte[] data) {
    Promises.parsed(data, 64, LogFuzz::decoded).ifPresent(log -> check(log, data));
  }

  private static EventLog decoded(Bytes bytes) throws MalformedInput {
    EventLog log = EventLog.parse(bytes);
    log.events().forEach(Event::payload);
    return log;
  }

  private static void check(EventLog log, byte[] data) {
    Bytes written = log.write();
    Promises.require(
        written.equals(Bytes.copyOf(data).slice(0, written.length())), "written otherwise");
    Replay replay = Replay.of(log);
    boolean guests = log.format() == EventLog.Format.CONFIDENTIAL_COMPUTING;
    Promises.require(
        replay.values().banks().size() == (guests ? 0 : log.banks().size()), "a bank is missing");
    Promises.require(guests != replay.registers().isEmpty(), "registers are missing");
    Promises.require(
        replay.prefixValues().banks().keySet().equals(log.incompleteBanks().keySet()),
        "an incomplete bank is missing");
    for (Event event : log.events()) {
      Promises.require(event.label().length() <= 80, "a label of " + event.label().length());
      Promises.require(
          event.detail().chars().noneMatch(Character::isISOControl), "a control character");
    }
  }
}
