package dev.assay.appraisal.testing;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.EventPayload;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.eventlog.Trust;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// A board model of as many machines as a test wants: each has the log of a captured boot, with a
/// network card and a disk of its own.
public final class SimulatedModel {
  private static final String CAPTURE = "clean-A1";
  private static final String MAC = "52540016a36e";
  private static final String DISK = "a1a1a1a10100014080010000000000a1";
  private static final int CRTM = 0;

  private final EventLog captured = Captures.log(CAPTURE);

  /// The log of machine number `machine`.
  public LogBuilder log(int machine) {
    LogBuilder log = LogBuilder.copyOf(captured);
    UnaryOperator<byte[]> own = own(machine);
    for (Event event : captured.events()) {
      boolean carries =
          event.type().equals(EventType.EFI_VARIABLE_BOOT)
              || event.payload() instanceof EventPayload.Gpt;
      if (carries && event.trust() == Trust.VERIFIED_DATA) {
        Bytes data = Bytes.wrap(own.apply(event.data().toArray()));
        Bytes covered = data.slice(data.length() - event.covered().length(), data.length());
        log.change(
            event.index(),
            old -> new LogBuilder.Entry(old.pcr(), old.type(), log.digests(covered), data));
      }
    }
    return log;
  }

  /// The same with an altered volume of firmware, and an option ROM that no other machine has.
  public LogBuilder poisoned(int machine) {
    LogBuilder log = log(machine);
    log.change(
        firmwareVolumes().getLast(),
        old ->
            new LogBuilder.Entry(
                old.pcr(), old.type(), log.digests(EventData.ascii("implant")), old.data()));
    int separator = first(2, EventType.SEPARATOR);
    return log.insert(
        separator,
        2,
        EventType.EFI_BOOT_SERVICES_DRIVER,
        EventData.ascii("implanted option ROM"),
        EventData.imageLoad("rom.efi"));
  }

  /// The same on another version of the firmware.
  public LogBuilder older(int machine) {
    LogBuilder log = log(machine);
    log.measureInstead(first(CRTM, EventType.S_CRTM_VERSION), EventData.utf16("2020.11\0"));
    for (int volume : firmwareVolumes()) {
      log.change(
          volume,
          old ->
              new LogBuilder.Entry(
                  old.pcr(),
                  old.type(),
                  log.digests(EventData.ascii("old volume " + volume)),
                  old.data()));
    }
    return log;
  }

  private List<Integer> firmwareVolumes() {
    List<Integer> volumes = new ArrayList<>();
    for (Event event : captured.events()) {
      if (event.pcr() == CRTM && event.type().equals(EventType.EFI_PLATFORM_FIRMWARE_BLOB)) {
        volumes.add(event.index());
      }
    }
    return volumes;
  }

  private int first(int pcr, EventType type) {
    return captured.events().stream()
        .filter(event -> event.pcr() == pcr && event.type().equals(type))
        .findFirst()
        .orElseThrow()
        .index();
  }

  private static UnaryOperator<byte[]> own(int machine) {
    String mac = "525400%06x".formatted(machine);
    String disk = DISK.substring(0, 24) + "%08x".formatted(machine);
    return data -> {
      byte[] changed = replace(data, hex(MAC), hex(mac));
      changed = replace(changed, wide(MAC), wide(mac));
      return replace(changed, hex(DISK), hex(disk));
    };
  }

  private static byte[] hex(String digits) {
    return Bytes.fromHex(digits).toArray();
  }

  /// As boot options have it in their descriptions.
  private static byte[] wide(String digits) {
    return digits.toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_16LE);
  }

  private static byte[] replace(byte[] data, byte[] old, byte[] now) {
    byte[] changed = data.clone();
    for (int at = 0; at + old.length <= data.length; at++) {
      if (Arrays.equals(data, at, at + old.length, old, 0, old.length)) {
        System.arraycopy(now, 0, changed, at, now.length);
      }
    }
    return changed;
  }
}
