package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the records of one log, in order, once.
final class EventLogReader {
  private static final long NO_PCR = 0xFFFFFFFFL;
  private static final long NV_INSTANCE = 0x01C40200L;
  private static final long NV_DYNAMIC = 0x01C40201L;
  private static final int FIRST_REGISTER = 1;

  // About what an event takes of a log, so that their list need not grow.
  private static final int USUAL_SIZE = 128;

  private final ByteReader reader;
  private final Bytes raw;
  private final List<Event> events;
  private final DataHashes hashes = new DataHashes();
  private final Map<HashAlgorithm, Integer> incomplete = new LinkedHashMap<>();
  private List<HashAlgorithm> listed = List.of(HashAlgorithm.SHA1);
  // The banks of the event that is being read, and the layout of the one before.
  private HashAlgorithm[] banks = {};
  private DigestLayout layout = DigestLayout.SHA1_ONLY;
  private EventLog.Format format = EventLog.Format.SHA1_ONLY;
  // A run of padding bytes that was seen to end before the log does: so that none is looked at
  // twice.
  private int paddingEndsAt;
  private boolean localityKnown;
  private boolean pcr0Measured;

  private EventLogReader(Bytes raw) {
    this.raw = raw;
    this.reader = ByteReader.littleEndian(raw);
    this.events = new ArrayList<>(raw.length() / USUAL_SIZE);
  }

  static EventLog read(Bytes raw) throws MalformedInput {
    if (raw.length() > EventLog.MAX_SIZE) {
      throw new MalformedInput(
          "an event log of %,d bytes, more than the %,d allowed"
              .formatted(raw.length(), EventLog.MAX_SIZE),
          EventLog.MAX_SIZE);
    }
    return new EventLogReader(raw).read();
  }

  private EventLog read() throws MalformedInput {
    if (onlyPaddingRemains()) {
      throw reader.malformed("an event log without events");
    }
    Event first = sha1Record();
    Optional<EventPayload.SpecId> specId = specId(first);
    if (specId.isPresent() && !specId.get().algorithms().isEmpty()) {
      listed = specId.get().algorithms();
      banks = new HashAlgorithm[listed.size()];
      layout = DigestLayout.of(listed);
      format = format(first);
    }
    accept(first, true, 0);
    while (!onlyPaddingRemains()) {
      long start = reader.position();
      boolean sha1 = format == EventLog.Format.SHA1_ONLY;
      accept(sha1 ? sha1Record() : agileRecord(), false, start);
    }
    List<HashAlgorithm> complete =
        listed.stream().filter(bank -> !incomplete.containsKey(bank)).toList();
    return new EventLog(
        raw, hashes.of(HashAlgorithm.SHA256, raw), format, complete, incomplete, events, specId);
  }

  /// Confidential computing guests write their header into the first register that they extend, and
  /// have SHA-384 alone.
  private EventLog.Format format(Event header) {
    return header.pcr() == FIRST_REGISTER && listed.equals(List.of(HashAlgorithm.SHA384))
        ? EventLog.Format.CONFIDENTIAL_COMPUTING
        : EventLog.Format.CRYPTO_AGILE;
  }

  /// The log's header, or empty where the first event is none. A header of a kind that is not known
  /// is refused: nothing says how the records after it are laid out.
  private Optional<EventPayload.SpecId> specId(Event first) throws MalformedInput {
    if (first.extended() || !NoActionDecoder.isSpecId(first.data())) {
      return Optional.empty();
    }
    try {
      return switch (NoActionDecoder.decode(first.data())) {
        case EventPayload.SpecId specId -> Optional.of(specId);
        default ->
            throw new MalformedInput(
                "an unknown kind of log: '" + NoActionDecoder.signature(first.data()) + "'", 0);
      };
    } catch (MalformedInput e) {
      long start = reader.position() - first.data().length();
      throw new MalformedInput(e.reason(), start + e.offset());
    }
  }

  /// TCG_PCR_EVENT: one SHA-1 digest without its algorithm.
  private Event sha1Record() throws MalformedInput {
    long pcr = reader.u32();
    EventType type = EventType.of((int) reader.u32());
    Bytes digest = reader.take(HashAlgorithm.SHA1.size(), "a SHA-1 digest");
    return event(pcr, type, new EventDigests(digest, DigestLayout.SHA1_ONLY));
  }

  /// TCG_PCR_EVENT2: a list of digests with their algorithms.
  private Event agileRecord() throws MalformedInput {
    long start = reader.position();
    long pcr = reader.u32();
    EventType type = EventType.of((int) reader.u32());
    long count = reader.u32();
    if (count < 1 || count > listed.size()) {
      throw new MalformedInput(
          "event %d has %d digests, the log's header lists %d algorithms"
              .formatted(events.size(), count, listed.size()),
          start);
    }
    EventDigests found = digests((int) count);
    if (count < listed.size()) {
      noteMissing(found, start);
    }
    return event(pcr, type, found);
  }

  private EventDigests digests(int count) throws MalformedInput {
    int start = (int) reader.position();
    for (int i = 0; i < count; i++) {
      HashAlgorithm algorithm = listed(reader.u16());
      for (int earlier = 0; earlier < i; earlier++) {
        if (banks[earlier] == algorithm) {
          throw reader.malformed(
              "event %d has two %s digests".formatted(events.size(), algorithm.label()));
        }
      }
      banks[i] = algorithm;
      reader.skip(algorithm.size(), "a digest");
    }
    if (!layout.isOf(banks, count)) {
      layout = DigestLayout.of(Arrays.asList(banks).subList(0, count));
    }
    return new EventDigests(raw.slice(start, (int) reader.position()), layout);
  }

  private HashAlgorithm listed(int id) throws MalformedInput {
    for (HashAlgorithm algorithm : listed) {
      if (algorithm.id() == id) {
        return algorithm;
      }
    }
    throw reader.malformed(
        "event %d has a digest of algorithm 0x%04x, which the log's header does not list"
            .formatted(events.size(), id));
  }

  /// Gives up the banks that an event has no digest for; refuses to give up the last strong one.
  private void noteMissing(EventDigests digests, long start) throws MalformedInput {
    for (HashAlgorithm bank : listed) {
      if (!digests.containsKey(bank)) {
        incomplete.putIfAbsent(bank, events.size());
      }
    }
    if (listed.stream().noneMatch(bank -> bank.strong() && !incomplete.containsKey(bank))) {
      throw new MalformedInput(
          "event %d has %d digests, the log's header lists %d algorithms: no bank but SHA-1 is left that all events have"
              .formatted(events.size(), digests.size(), listed.size()),
          start);
    }
  }

  private Event event(long pcr, EventType type, EventDigests digests) throws MalformedInput {
    long size = reader.u32();
    if (size > EventLog.MAX_EVENT_DATA) {
      throw reader.malformed(
          "event %d has %,d bytes of data, more than the %,d allowed"
              .formatted(events.size(), size, EventLog.MAX_EVENT_DATA));
    }
    Bytes data = reader.take(size, "event data");
    return new Event(events.size(), pcr, type, digests, data, hashes);
  }

  private void accept(Event event, boolean first, long start) throws MalformedInput {
    if (events.size() == EventLog.MAX_EVENTS) {
      throw new MalformedInput(
          "more than the %,d events allowed".formatted(EventLog.MAX_EVENTS), start);
    }
    String refusal = event.extended() ? refuseMeasured(event) : refuseNoAction(event, first);
    if (!refusal.isEmpty()) {
      throw new MalformedInput("event " + event.index() + ": " + refusal, start);
    }
    pcr0Measured |= event.extended() && event.pcr() == 0;
    events.add(event);
  }

  private String refuseMeasured(Event event) {
    if (event.pcr() >= PcrIndex.COUNT) {
      return "there is no PCR " + event.pcr();
    }
    if (format == EventLog.Format.CONFIDENTIAL_COMPUTING
        && (event.pcr() < FIRST_REGISTER || event.pcr() >= EventLog.REGISTERS)) {
      return "no guest extends a measurement register " + event.pcr();
    }
    // EV_UNUSED serves nothing but giving other events another name.
    return event.type().equals(EventType.UNUSED) ? "EV_UNUSED is not allowed" : "";
  }

  private String refuseNoAction(Event event, boolean first) {
    boolean specId = NoActionDecoder.isSpecId(event.data());
    if (specId && !first) {
      return "a second Spec ID event";
    }
    if (specId && event.pcr() != 0 && format != EventLog.Format.CONFIDENTIAL_COMPUTING) {
      return "a Spec ID event of PCR " + event.pcr() + ", not 0: this is no firmware log of a TPM";
    }
    if (NoActionDecoder.isStartupLocality(event.data())) {
      return refuseLocality(event);
    }
    if (event.pcr() >= PcrIndex.COUNT) {
      return isNvIndex(event.pcr()) || event.pcr() == NO_PCR
          ? ""
          : "there is no PCR " + event.pcr();
    }
    return hasZeroDigests(event) ? "" : "EV_NO_ACTION with a digest that is not zero";
  }

  /// TCG PFP 1.06: what is learned of devices is extended into NV indices too, and logged with
  /// their handles in place of a PCR, and with the digests that went there.
  private static boolean isNvIndex(long handle) {
    return handle == NV_INSTANCE || handle == NV_DYNAMIC;
  }

  private String refuseLocality(Event event) {
    if (!(event.payload() instanceof EventPayload.StartupLocality)) {
      return "a startup locality that is not 0, 3 or 4";
    }
    if (event.pcr() != 0 || localityKnown || pcr0Measured) {
      return "a startup locality that is not the only one, of PCR 0 and before its measurements";
    }
    localityKnown = true;
    return hasZeroDigests(event) ? "" : "a startup locality with a digest that is not zero";
  }

  private static boolean hasZeroDigests(Event event) {
    return event.digests().values().stream()
        .allMatch(digest -> digest.equals(digest.algorithm().zero()));
  }

  /// Kernels and hypervisors hand out whole pages or tables: after the last event everything is
  /// 0x00, or everything is 0xFF.
  private boolean onlyPaddingRemains() {
    int start = (int) reader.position();
    if (start == raw.length()) {
      return true;
    }
    byte padding = raw.get(start);
    if (start < paddingEndsAt || (padding != 0 && padding != (byte) 0xFF)) {
      return false;
    }
    int end = start;
    while (end < raw.length() && raw.get(end) == padding) {
      end++;
    }
    paddingEndsAt = end;
    return end == raw.length();
  }
}
