package dev.assay.reference.rim;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.Replay;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.reference.ReferenceRefused;
import dev.assay.reference.ReferenceValues;
import dev.assay.reference.Signers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads a TCG PC Client RIM: a signed base RIM with the event logs that it vouches for.
public final class Rim {
  private Rim() {}

  /// Reads a manifest.
  ///
  /// @param base the SWID tag
  /// @param support the files that came with it, in any order; each that the tag lists has to be
  ///   there, byte for byte
  /// @throws ReferenceRefused where nobody known signed it, or a support RIM is missing, changed or
  ///   no event log
  public static ReferenceValues read(
      Bytes base, Collection<Bytes> support, Signers signers, Instant time)
      throws ReferenceRefused {
    SignedTag signed = SignedTag.verify(base, signers, time);
    SwidTag tag = SwidTag.of(signed);
    TreeMap<PcrIndex, List<SortedMap<HashAlgorithm, Digest>>> events = new TreeMap<>();
    List<EventLog> logs = new ArrayList<>();
    for (SwidTag.SupportFile file : tag.files()) {
      EventLog log = log(file, support);
      logs.add(log);
      log.events().forEach(event -> add(event, events));
    }
    // Several logs are parts of one boot, whose order nobody states: they have no final values.
    PcrValues values = logs.size() == 1 ? values(logs.getFirst()) : PcrValues.EMPTY;
    return new ReferenceValues(
        ReferenceValues.Kind.TCG_RIM, tag.name(), tag.platform(), signed.signer(), events, values);
  }

  /// What the PCRs that it measures into hold after it; of others the log says nothing.
  private static PcrValues values(EventLog log) {
    Replay replay = Replay.of(log);
    TreeMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> banks = new TreeMap<>();
    replay
        .values()
        .banks()
        .forEach(
            (bank, values) -> {
              TreeMap<PcrIndex, Digest> stated = new TreeMap<>(values);
              stated.keySet().retainAll(replay.extended());
              banks.put(bank, stated);
            });
    return new PcrValues(banks);
  }

  private static EventLog log(SwidTag.SupportFile file, Collection<Bytes> support)
      throws ReferenceRefused {
    Optional<Bytes> found =
        support.stream()
            .filter(bytes -> file.digest().algorithm().hash(bytes).equals(file.digest()))
            .findFirst();
    if (found.isEmpty()) {
      throw new ReferenceRefused(
          "its support RIM %s (%s %s) was not given, or was changed"
              .formatted(file.name(), file.digest().algorithm().label(), file.digest().toHex()));
    }
    try {
      EventLog log = EventLog.parse(found.get());
      if (log.format() != EventLog.Format.CRYPTO_AGILE) {
        throw new ReferenceRefused(
            "its support RIM " + file.name() + " is no event log of a TPM 2.0");
      }
      return log;
    } catch (MalformedInput e) {
      throw new ReferenceRefused(
          "its support RIM %s is no event log: %s at byte %d"
              .formatted(file.name(), e.reason(), e.offset()),
          e);
    }
  }

  private static void add(
      Event event, SortedMap<PcrIndex, List<SortedMap<HashAlgorithm, Digest>>> events) {
    event
        .pcrIndex()
        .filter(_ -> event.extended())
        .ifPresent(
            pcr ->
                events
                    .computeIfAbsent(pcr, _ -> new ArrayList<>())
                    .add(new TreeMap<>(event.digests())));
  }
}
