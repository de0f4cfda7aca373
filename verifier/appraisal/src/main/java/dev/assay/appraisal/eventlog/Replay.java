package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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
    Map<HashAlgorithm, List<Digest>> banks = new EnumMap<>(HashAlgorithm.class);
    log.banks().forEach(bank -> banks.put(bank, bank(bank, log.events())));
    return PcrValues.ofLists(banks);
  }

  private PcrValues pcrValuesOfPrefixes() {
    Map<HashAlgorithm, List<Digest>> banks = new EnumMap<>(HashAlgorithm.class);
    log.incompleteBanks()
        .forEach((bank, end) -> banks.put(bank, bank(bank, log.events().subList(0, end))));
    return PcrValues.ofLists(banks);
  }

  private List<Digest> bank(HashAlgorithm bank, List<Event> events) {
    byte[] state = new byte[PcrIndex.COUNT * bank.size()];
    setStart(state, bank.size());
    return extended(state, bank, events);
  }

  /// They start from zero; number 0 is set before the guest runs, so the log says nothing of it.
  private SortedMap<Integer, Digest> measurementRegisters() {
    HashAlgorithm bank = log.banks().getFirst();
    byte[] state = new byte[EventLog.REGISTERS * bank.size()];
    List<Digest> values = extended(state, bank, log.events());
    SortedMap<Integer, Digest> replayed = new TreeMap<>();
    for (int register = 1; register < EventLog.REGISTERS; register++) {
      replayed.put(register, values.get(register));
    }
    return replayed;
  }

  /// The values after the events.
  ///
  /// @param state those before, one after the other; taken over
  private static List<Digest> extended(byte[] state, HashAlgorithm bank, List<Event> events) {
    int size = bank.size();
    for (Event event : events) {
      if (event.extended()) {
        event.extend(bank, state, (int) event.pcr() * size);
      }
    }
    Bytes values = Bytes.wrap(state);
    List<Digest> replayed = new ArrayList<>(state.length / size);
    for (int at = 0; at < state.length; at += size) {
      // Neighbours that were never extended are equal, and may as well be the same.
      boolean same = at > 0 && replayed.getLast().value().equals(values.slice(at, at + size));
      replayed.add(same ? replayed.getLast() : new Digest(bank, values.slice(at, at + size)));
    }
    return replayed;
  }

  /// TCG PC Client Platform TPM Profile, section "PCR Attributes": PCRs 17 to 22 are all ones until
  /// a DRTM event, the others zero; PCR 0 holds the locality that TPM2_Startup came from.
  private void setStart(byte[] state, int size) {
    Arrays.fill(state, FIRST_DRTM * size, (LAST_DRTM + 1) * size, (byte) 0xFF);
    state[size - 1] = (byte) startOfPcr0;
  }

  private Set<PcrIndex> extendedPcrs() {
    boolean[] measured = new boolean[PcrIndex.COUNT];
    for (Event event : log.events()) {
      if (event.extended()) {
        measured[(int) event.pcr()] = true;
      }
    }
    Set<PcrIndex> pcrs = new TreeSet<>();
    for (int pcr = 0; pcr < PcrIndex.COUNT; pcr++) {
      if (measured[pcr]) {
        pcrs.add(PcrIndex.of(pcr));
      }
    }
    return pcrs;
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
