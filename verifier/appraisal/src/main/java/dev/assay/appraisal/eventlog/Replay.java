package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The PCR values that a log explains: every complete bank of it, every PCR, from the reset values
/// on.
public final class Replay {
  private static final int H_CRTM_LOCALITY = 4;
  private static final int FIRST_DRTM = 17;
  private static final int LAST_DRTM = 22;

  private final EventLog log;
  private final PcrValues values;
  private final PcrValues prefixValues;
  private final Set<PcrIndex> extended;
  private final OptionalInt startupLocality;
  private final int startOfPcr0;

  private Replay(EventLog log) {
    this.log = log;
    this.startupLocality = startupLocality(log.events());
    this.startOfPcr0 = startupLocality.orElse(startsWithHcrtm(log.events()) ? H_CRTM_LOCALITY : 0);
    Set<PcrIndex> measured = new TreeSet<>();
    for (Event event : log.events()) {
      if (event.extended()) {
        event.pcrIndex().ifPresent(measured::add);
      }
    }
    this.extended = Collections.unmodifiableSet(measured);
    SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> banks = new TreeMap<>();
    for (HashAlgorithm bank : log.banks()) {
      banks.put(bank, replay(log.events(), bank));
    }
    this.values = new PcrValues(banks);
    SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> prefixes = new TreeMap<>();
    log.incompleteBanks()
        .forEach((bank, end) -> prefixes.put(bank, replay(log.events().subList(0, end), bank)));
    this.prefixValues = new PcrValues(prefixes);
  }

  /// Replays a log.
  public static Replay of(EventLog log) {
    return new Replay(log);
  }

  /// The log that was replayed.
  public EventLog log() {
    return log;
  }

  /// PCR 0 to 23 of each complete bank of the log. PCRs without events hold their reset value.
  public PcrValues values() {
    return values;
  }

  /// PCR 0 to 23 of each incomplete bank, after the events before the first that lacks it. It
  /// explains no quote; it may tell people what happened to the bank.
  public PcrValues prefixValues() {
    return prefixValues;
  }

  /// The PCRs that have events.
  public Set<PcrIndex> extended() {
    return extended;
  }

  /// The startup locality that the log claims, if it does.
  public OptionalInt startupLocality() {
    return startupLocality;
  }

  /// Whether an H-CRTM sequence ran before TPM2_Startup: PCR 0 then starts from 4.
  public boolean hcrtm() {
    return startOfPcr0 == H_CRTM_LOCALITY;
  }

  private SortedMap<PcrIndex, Digest> replay(List<Event> events, HashAlgorithm bank) {
    MessageDigest hasher = bank.newDigest();
    byte[][] state = new byte[PcrIndex.COUNT][];
    for (int pcr = 0; pcr < PcrIndex.COUNT; pcr++) {
      state[pcr] = start(pcr, bank.size());
    }
    for (Event event : events) {
      if (event.extended()) {
        int pcr = (int) event.pcr();
        hasher.update(state[pcr]);
        Objects.requireNonNull(event.digests().get(bank)).value().hashWith(hasher);
        state[pcr] = hasher.digest();
      }
    }
    SortedMap<PcrIndex, Digest> replayed = new TreeMap<>();
    for (int pcr = 0; pcr < PcrIndex.COUNT; pcr++) {
      replayed.put(PcrIndex.of(pcr), new Digest(bank, Bytes.wrap(state[pcr])));
    }
    return replayed;
  }

  /// TCG PC Client Platform TPM Profile, section "PCR Attributes": PCRs 17 to 22 are all ones until
  /// a DRTM event, the others zero; PCR 0 holds the locality that TPM2_Startup came from.
  private byte[] start(int pcr, int size) {
    byte[] value = new byte[size];
    if (pcr >= FIRST_DRTM && pcr <= LAST_DRTM) {
      Arrays.fill(value, (byte) 0xFF);
    }
    if (pcr == 0) {
      value[size - 1] = (byte) startOfPcr0;
    }
    return value;
  }

  private static OptionalInt startupLocality(List<Event> events) {
    for (Event event : events) {
      if (!event.extended()
          && event.payload() instanceof EventPayload.StartupLocality(int locality)) {
        return OptionalInt.of(locality);
      }
    }
    return OptionalInt.empty();
  }

  /// Whether the first measurement of PCR 0 is that of the H-CRTM.
  private static boolean startsWithHcrtm(List<Event> events) {
    for (Event event : events) {
      if (event.extended() && event.pcr() == 0) {
        return event.type().equals(EventType.EFI_HCRTM_EVENT);
      }
    }
    return false;
  }
}
