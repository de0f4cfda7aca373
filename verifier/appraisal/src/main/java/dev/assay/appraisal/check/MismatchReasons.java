package dev.assay.appraisal.check;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.finding.ReplayMismatch.Reason;
import dev.assay.appraisal.tpm.ClockInfo;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiPredicate;

/// Finds out why a log does not lead to a quoted value, by computing what known causes would give.
/// A reason has to fit every bank that differs.
final class MismatchReasons {
  private static final PcrIndex BOOT_END = PcrIndex.of(5);
  private static final PcrIndex CRTM = PcrIndex.of(0);
  private static final List<Integer> LOCALITIES = List.of(0, 3, 4);
  // UAPI.7 Linux TPM PCR Registry; 11 where it is by BootPhases.
  private static final Set<Integer> RUNNING_SYSTEMS = Set.of(10, 15);
  private static final int FIRST_OF_SYSTEM = 8;

  private final EventLog log;
  private final ClockInfo clock;

  MismatchReasons(EventLog log, ClockInfo clock) {
    this.log = log;
    this.clock = clock;
  }

  /// The first reason that fits.
  Reason of(
      PcrIndex index,
      SortedMap<HashAlgorithm, Digest> quoted,
      SortedMap<HashAlgorithm, Digest> replayed) {
    if (fits(quoted, replayed, (held, _) -> neverExtended(index, held))) {
      return Reason.NEVER_EXTENDED;
    }
    if (fits(quoted, replayed, MismatchReasons::capped)) {
      return Reason.BANK_CAPPED;
    }
    if (index.equals(BOOT_END) && fits(quoted, replayed, MismatchReasons::bootEnded)) {
      return Reason.BOOT_END_NOT_LOGGED;
    }
    if (index.equals(CRTM) && LOCALITIES.stream().anyMatch(l -> startedFrom(l, quoted))) {
      return Reason.LOCALITY_NOT_LOGGED;
    }
    if (RUNNING_SYSTEMS.contains(index.value())) {
      return Reason.RUNNING_SYSTEM;
    }
    boolean resumed = index.value() >= FIRST_OF_SYSTEM && clock.restartCount() > 0;
    return resumed ? Reason.RESUMED : Reason.UNKNOWN;
  }

  /// Whether `held` is `logged` after an extend of zeros.
  static boolean capped(Digest held, Digest logged) {
    return held.equals(logged.extend(logged.algorithm().zero()));
  }

  private static boolean bootEnded(Digest held, Digest logged) {
    HashAlgorithm bank = logged.algorithm();
    Digest invoked = logged.extend(KnownMeasurement.EXIT_INVOCATION.digest(bank));
    return held.equals(invoked.extend(KnownMeasurement.EXIT_SUCCESS.digest(bank)))
        || held.equals(logged.extend(KnownMeasurement.EXIT_SUCCESS.digest(bank)));
  }

  private static boolean neverExtended(PcrIndex index, Digest held) {
    HashAlgorithm bank = held.algorithm();
    return index.equals(CRTM)
        ? LOCALITIES.stream().anyMatch(locality -> held.equals(start(bank, locality)))
        : held.equals(start(bank, 0));
  }

  private boolean startedFrom(int locality, SortedMap<HashAlgorithm, Digest> quoted) {
    return quoted.entrySet().stream()
        .allMatch(held -> held.getValue().equals(replayed(held.getKey(), locality)));
  }

  private Digest replayed(HashAlgorithm bank, int locality) {
    Digest value = start(bank, locality);
    for (Event event : log.extendedInto(CRTM)) {
      value = value.extend(event.digest(bank));
    }
    return value;
  }

  /// TCG PC Client Platform TPM Profile, section "PCR Attributes".
  private static Digest start(HashAlgorithm bank, int locality) {
    byte[] value = new byte[bank.size()];
    value[value.length - 1] = (byte) locality;
    return new Digest(bank, Bytes.wrap(value));
  }

  private static boolean fits(
      SortedMap<HashAlgorithm, Digest> quoted,
      SortedMap<HashAlgorithm, Digest> replayed,
      BiPredicate<Digest, Digest> reason) {
    return quoted.entrySet().stream()
        .allMatch(
            held ->
                reason.test(
                    held.getValue(),
                    Objects.requireNonNull(replayed.get(held.getKey()), held.getKey()::label)));
  }
}
