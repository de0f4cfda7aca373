package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A firmware event log that is well formed: every byte of it was understood, save the data of
/// single events. What it says is a claim until its [Replay] equals quoted PCR values.
///
/// Well formed means (TCG PFP, section "Event Logging"): the header first and only once; no event
/// with two digests of an algorithm, or with one that the header does not list; of the algorithms
/// that it lists, at least one strong one in every event; EV_NO_ACTION with zero digests; at most
/// one startup locality, before all measurements of PCR 0; PCRs 0 to 23; nothing after the last
/// event but padding. Anything else is refused as a whole: half a log proves nothing.
public final class EventLog {
  /// The most bytes that a log may have: 8 MiB.
  public static final int MAX_SIZE = 8 << 20;

  /// The most events that a log may have.
  public static final int MAX_EVENTS = 10_000;

  /// The most bytes of data that an event may have: 1 MiB.
  public static final int MAX_EVENT_DATA = 1 << 20;

  /// How the log is laid out.
  public enum Format {
    /// Digests of every active bank: what TPM 2.0 firmware writes.
    CRYPTO_AGILE,
    /// SHA-1 digests only, as for TPM 1.2: may be shown, never trusted.
    SHA1_ONLY,
    /// As CRYPTO_AGILE, but of a confidential computing guest: event numbers in place of PCRs name
    /// the guest's measurement registers, 0 to 4, which no TPM quotes. May be shown, never trusted
    /// (UEFI, section "Confidential Computing").
    CONFIDENTIAL_COMPUTING
  }

  /// How many measurement registers a confidential computing guest has: the one of what it was
  /// launched from, and four that it extends.
  static final int REGISTERS = 5;

  private final Bytes raw;
  private final Digest sha256;
  private final Format format;
  private final List<HashAlgorithm> banks;
  private final Map<HashAlgorithm, Integer> incompleteBanks;
  private final List<Event> events;
  private final Optional<EventPayload.SpecId> specId;

  /// Takes `events` over.
  EventLog(
      Bytes raw,
      Digest sha256,
      Format format,
      List<HashAlgorithm> banks,
      Map<HashAlgorithm, Integer> incompleteBanks,
      List<Event> events,
      Optional<EventPayload.SpecId> specId) {
    this.raw = raw;
    this.sha256 = sha256;
    this.format = format;
    this.banks = List.copyOf(banks);
    this.incompleteBanks = Collections.unmodifiableMap(incompleteBanks);
    this.events = Collections.unmodifiableList(events);
    this.specId = specId;
  }

  /// Reads a log as the kernel shows it.
  ///
  /// @throws MalformedInput where it is not well formed or over a limit; the reason names the limit
  public static EventLog parse(Bytes raw) throws MalformedInput {
    return EventLogReader.read(raw);
  }

  /// The bytes that were parsed, padding included.
  public Bytes raw() {
    return raw;
  }

  /// The hash of [#raw()].
  public Digest sha256() {
    return sha256;
  }

  public Format format() {
    return format;
  }

  /// The banks that are complete: every event has a digest of each. In the order of the header.
  public List<HashAlgorithm> banks() {
    return banks;
  }

  /// The banks that the header lists, but that at least one event has no digest for: what they hold
  /// after the log can't be known. Windows stops logging SHA-1 where it starts, for one. Each with
  /// the index of the first event that lacks it.
  public Map<HashAlgorithm, Integer> incompleteBanks() {
    return incompleteBanks;
  }

  /// All events in order. In a crypto-agile log event 0 is the header.
  public List<Event> events() {
    return events;
  }

  /// The events that were extended into this PCR, in order.
  public List<Event> extendedInto(PcrIndex pcr) {
    return events.stream().filter(event -> event.extended() && event.pcr() == pcr.value()).toList();
  }

  /// The header. Always there in a crypto-agile log; SHA-1-only logs may lack one.
  public Optional<EventPayload.SpecId> specId() {
    return specId;
  }

  /// The log written anew from its events: equal to [#raw()] without its padding.
  public Bytes write() {
    ByteWriter writer = ByteWriter.littleEndian();
    for (Event event : events) {
      writer.u32(event.pcr()).u32(Integer.toUnsignedLong(event.type().id()));
      boolean list = format != Format.SHA1_ONLY && event.index() > 0;
      if (list) {
        writer.u32(event.digests().size());
      }
      for (Digest digest : event.digests().values()) {
        if (list) {
          writer.u16(digest.algorithm().id());
        }
        writer.bytes(digest.value());
      }
      writer.u32(event.data().length()).bytes(event.data());
    }
    return writer.toBytes();
  }
}
