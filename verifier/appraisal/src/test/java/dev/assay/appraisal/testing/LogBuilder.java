package dev.assay.appraisal.testing;

import dev.assay.appraisal.LogCheck;
import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.eventlog.Replay;
import dev.assay.appraisal.golden.Sibling;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// Writes crypto-agile logs, well formed or odd, record by record. It checks nothing: what it
/// writes may be as wrong as a test needs it.
public final class LogBuilder {
  /// One record as it is written.
  ///
  /// @param digests in the order in which they are written
  public record Entry(long pcr, EventType type, Map<HashAlgorithm, Digest> digests, Bytes data) {}

  private final List<HashAlgorithm> banks;
  private final Bytes header;
  private final List<Entry> entries = new ArrayList<>();
  private Bytes tail = Bytes.EMPTY;

  private LogBuilder(List<HashAlgorithm> banks, Bytes header) {
    this.banks = banks;
    this.header = header;
  }

  /// A log of these banks, with its Spec ID event.
  public static LogBuilder withBanks(HashAlgorithm... banks) {
    List<HashAlgorithm> list = List.of(banks);
    return new LogBuilder(list, sha1Record(0, EventType.NO_ACTION, EventData.specId(list)));
  }

  /// A log of the banks SHA-1 and SHA-256.
  public static LogBuilder agile() {
    return withBanks(HashAlgorithm.SHA1, HashAlgorithm.SHA256);
  }

  /// A log that begins with these bytes instead of a Spec ID event.
  public static LogBuilder withHeader(Bytes header, HashAlgorithm... banks) {
    return new LogBuilder(List.of(banks), header);
  }

  /// A log with the events of another; they can be changed from here on.
  public static LogBuilder copyOf(EventLog log) {
    LogBuilder copy = withBanks(log.banks().toArray(HashAlgorithm[]::new));
    for (Event event : log.events().subList(1, log.events().size())) {
      copy.entries.add(new Entry(event.pcr(), event.type(), event.digests(), event.data()));
    }
    return copy;
  }

  /// TCG_PCR_EVENT with a zero digest.
  public static Bytes sha1Record(long pcr, EventType type, Bytes data) {
    return ByteWriter.littleEndian()
        .u32(pcr)
        .u32(Integer.toUnsignedLong(type.id()))
        .bytes(HashAlgorithm.SHA1.zero().value())
        .u32(data.length())
        .bytes(data)
        .toBytes();
  }

  /// An event whose digests are of its data.
  public LogBuilder event(int pcr, EventType type, Bytes data) {
    return event(pcr, type, data, data);
  }

  /// An event whose digests are of its data, which is ASCII.
  public LogBuilder event(int pcr, EventType type, String text) {
    return event(pcr, type, EventData.ascii(text));
  }

  /// An event whose digests are of `measured`, whatever its data.
  public LogBuilder event(int pcr, EventType type, Bytes measured, Bytes data) {
    return entry(new Entry(pcr, type, digests(measured), data));
  }

  /// EV_NO_ACTION with zero digests.
  public LogBuilder noAction(long pcr, Bytes data) {
    Map<HashAlgorithm, Digest> zeros = new LinkedHashMap<>();
    banks.forEach(bank -> zeros.put(bank, bank.zero()));
    return entry(new Entry(pcr, EventType.NO_ACTION, zeros, data));
  }

  public LogBuilder startupLocality(int locality) {
    return noAction(0, EventData.startupLocality(locality));
  }

  /// The separators of PCR 0 to 7.
  public LogBuilder separators() {
    for (int pcr = 0; pcr < 8; pcr++) {
      event(pcr, EventType.SEPARATOR, Bytes.fromHex("00000000"));
    }
    return this;
  }

  /// A record as it stands.
  public LogBuilder entry(Entry entry) {
    entries.add(entry);
    return this;
  }

  /// Puts a record before the one at `index`; the first after the header has index 1, as in
  /// [Event#index()].
  public LogBuilder insert(int index, Entry entry) {
    entries.add(index - 1, entry);
    return this;
  }

  /// Puts an event before the one at `index`.
  public LogBuilder insert(int index, int pcr, EventType type, Bytes measured, Bytes data) {
    return insert(index, new Entry(pcr, type, digests(measured), data));
  }

  /// The record at `index`.
  public Entry entry(int index) {
    return entries.get(index - 1);
  }

  public LogBuilder remove(int index) {
    entries.remove(index - 1);
    return this;
  }

  public LogBuilder change(int index, UnaryOperator<Entry> change) {
    entries.set(index - 1, change.apply(entries.get(index - 1)));
    return this;
  }

  /// Gives an event other data, and the digests of that data.
  public LogBuilder measureInstead(int index, Bytes data) {
    return change(index, old -> new Entry(old.pcr(), old.type(), digests(data), data));
  }

  public LogBuilder swap(int index, int other) {
    Entry kept = entries.get(index - 1);
    entries.set(index - 1, entries.get(other - 1));
    entries.set(other - 1, kept);
    return this;
  }

  /// Bytes after the last event.
  public LogBuilder tail(Bytes bytes) {
    tail = bytes;
    return this;
  }

  public Bytes bytes() {
    ByteWriter writer = ByteWriter.littleEndian().bytes(header);
    for (Entry entry : entries) {
      writer.u32(entry.pcr()).u32(Integer.toUnsignedLong(entry.type().id()));
      writer.u32(entry.digests().size());
      entry.digests().values().forEach(d -> writer.u16(d.algorithm().id()).bytes(d.value()));
      writer.u32(entry.data().length()).bytes(entry.data());
    }
    return writer.bytes(tail).toBytes();
  }

  /// The log, which must be well formed.
  public EventLog log() {
    try {
      return EventLog.parse(bytes());
    } catch (MalformedInput e) {
      throw new AssertionError("the log that was built is malformed", e);
    }
  }

  public Sibling sibling(String name) {
    EventLog log = log();
    return new Sibling(name, Replay.of(log), LogCheck.oddities(log));
  }

  /// The digests of `measured` in every bank of this log.
  public Map<HashAlgorithm, Digest> digests(Bytes measured) {
    Map<HashAlgorithm, Digest> digests = new LinkedHashMap<>();
    banks.forEach(bank -> digests.put(bank, bank.hash(measured)));
    return digests;
  }
}
