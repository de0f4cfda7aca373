package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.security.DigestException;
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
/// on. Of the log of a confidential computing guest: its measurement registers, and no PCR.
public final class Replay {
  private static final int H_CRTM_LOCALITY = 4;
  private static final int FIRST_DRTM = 17;
  private static final int LAST_DRTM = 22;

  private final EventLog log;
  private final OptionalInt startupLocality;
  private final int startOfPcr0;
  private final PcrValues values;
  private final PcrValues prefixValues;
  private final SortedMap<Integer, Digest> registers;
  private final Set<PcrIndex> extended;

  private Replay(EventLog log) {
    this.log = log;
    this.startupLocality = startupLocality(log.events());
    this.startOfPcr0 = startupLocality.orElse(startsWithHcrtm(log.events()) ? H_CRTM_LOCALITY : 0);
    if (log.format() == EventLog.Format.CONFIDENTIAL_COMPUTING) {
      this.values = PcrValues.EMPTY;
      this.prefixValues = PcrValues.EMPTY;
      this.registers = Collections.unmodifiableSortedMap(measurementRegisters());
      this.extended = Set.of();
    } else {
      this.values = pcrValues();
      this.prefixValues = pcrValuesOfPrefixes();
      this.registers = Collections.emptySortedMap();
      this.extended = Collections.unmodifiableSet(extendedPcrs());
    }
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

  /// The measurement registers of a confidential computing guest by number, 1 to 4: those that it
  /// extends. None for a log of PCRs.
  public SortedMap<Integer, Digest> registers() {
    return registers;
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

  private PcrValues pcrValues() {
    SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> banks = new TreeMap<>();
    log.banks().forEach(bank -> banks.put(bank, bank(bank, log.events())));
    return new PcrValues(banks);
  }

  private PcrValues pcrValuesOfPrefixes() {
    SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> banks = new TreeMap<>();
    log.incompleteBanks()
        .forEach((bank, end) -> banks.put(bank, bank(bank, log.events().subList(0, end))));
    return new PcrValues(banks);
  }

  private SortedMap<PcrIndex, Digest> bank(HashAlgorithm bank, List<Event> events) {
    byte[][] state = new byte[PcrIndex.COUNT][];
    for (int pcr = 0; pcr < PcrIndex.COUNT; pcr++) {
      state[pcr] = start(pcr, bank.size());
    }
    extend(state, bank, events);
    SortedMap<PcrIndex, Digest> replayed = new TreeMap<>();
    for (int pcr = 0; pcr < PcrIndex.COUNT; pcr++) {
      replayed.put(PcrIndex.of(pcr), new Digest(bank, Bytes.wrap(state[pcr])));
    }
    return replayed;
  }

  /// They start from zero; number 0 is set before the guest runs, so the log says nothing of it.
  private SortedMap<Integer, Digest> measurementRegisters() {
    HashAlgorithm bank = log.banks().getFirst();
    byte[][] state = new byte[EventLog.REGISTERS][bank.size()];
    extend(state, bank, log.events());
    SortedMap<Integer, Digest> replayed = new TreeMap<>();
    for (int register = 1; register < EventLog.REGISTERS; register++) {
      replayed.put(register, new Digest(bank, Bytes.wrap(state[register])));
    }
    return replayed;
  }

  private static void extend(byte[][] state, HashAlgorithm bank, List<Event> events) {
    MessageDigest hasher = bank.newDigest();
    for (Event event : events) {
      if (event.extended()) {
        int pcr = (int) event.pcr();
        hasher.update(state[pcr]);
        Objects.requireNonNull(event.digests().get(bank)).value().hashWith(hasher);
        finish(hasher, state[pcr]);
      }
    }
  }

  private static void finish(MessageDigest hasher, byte[] into) {
    try {
      hasher.digest(into, 0, into.length);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
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

  private Set<PcrIndex> extendedPcrs() {
    Set<PcrIndex> measured = new TreeSet<>();
    for (Event event : log.events()) {
      if (event.extended()) {
        event.pcrIndex().ifPresent(measured::add);
      }
    }
    return measured;
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
