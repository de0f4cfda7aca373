package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.appraisal.ChannelBinding;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrSelection;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/// Opens the streams on which machines attest. Any caller may open one under any machine's name; it
/// proves nothing until a quote does.
public final class AttestMachine {
  static final String NOT_ENROLLED =
      "No machine of this id and attestation key is enrolled here. Enroll first; a retired machine"
          + " stays refused.";
  private static final String KEY_WAITS =
      "This machine's new attestation key waits for an operator's approval.";
  private static final int LONGEST_NAME = 66;
  private static final int MOST_BANKS = 8;
  private static final int LOG_BUDGET_KIB = 256 * 1024;
  private static final Pattern BOOT_ID = Pattern.compile("(?:[0-9a-fA-F-]{36})?");

  private final MachineRecords machines;
  private final InventoryRecords inventories;
  private final AppraiseEvidence appraise;
  private final LiveStreams streams;
  private final Turns turns;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Semaphore logBudget = new Semaphore(LOG_BUDGET_KIB);

  public AttestMachine(
      MachineRecords machines,
      InventoryRecords inventories,
      AppraiseEvidence appraise,
      LiveStreams streams,
      Turns turns,
      InstantSource clock,
      SecureRandom random) {
    this.machines = machines;
    this.inventories = inventories;
    this.appraise = appraise;
    this.streams = streams;
    this.turns = turns;
    this.clock = clock;
    this.random = random;
  }

  /// How many streams are open here.
  public int streams() {
    return streams.open();
  }

  /// How many machines have a proven stream here.
  public int provenStreams() {
    return streams.proven();
  }

  /// How many agents wait for their turn.
  public int waiting() {
    return turns.waiting();
  }

  /// Opens a stream. INVALID: the Hello is malformed; NOT_FOUND: no such machine and key, or it may
  /// not attest; EXHAUSTED: too many streams have proven nothing yet, or too many agents wait.
  ///
  /// @param channel what every quote of this stream must be bound to
  public Outcome<AttestSession> open(Hello hello, ChannelBinding channel, StreamControl control) {
    return malformed(hello)
        .<Outcome<AttestSession>>map(wrong -> declined(Decline.INVALID, wrong))
        .orElseGet(() -> turns.take(() -> greeted(hello, channel, control)));
  }

  private Outcome<AttestSession> greeted(
      Hello hello, ChannelBinding channel, StreamControl control) {
    var machine = machines.find(new MachineId(hello.machineId()));
    if (machine.filter(known -> enrolled(known, hello)).isEmpty()) {
      boolean waits = machine.filter(known -> keyWaits(known, hello)).isPresent();
      return declined(Decline.NOT_FOUND, waits ? KEY_WAITS : NOT_ENROLLED);
    }
    if (!streams.admit()) {
      return declined(
          Decline.EXHAUSTED, "Too many streams have proven nothing yet. Try again in a minute.");
    }
    return done(
        new AttestSession(
            machine.get(),
            hello,
            selection(hello.activeBanks()),
            channel,
            control,
            new LogBuffer(logBudget),
            new InventoryBuffer(logBudget),
            inventories.digest(machine.get().id()),
            appraise,
            streams,
            turns,
            clock,
            random));
  }

  private static boolean enrolled(Machine machine, Hello hello) {
    return machine.state().mayAttest() && machine.ak().name().value().equals(hello.akName());
  }

  private static boolean keyWaits(Machine machine, Hello hello) {
    return machine.state().mayAttest()
        && machine
            .keyChange()
            .filter(change -> change.akName().value().equals(hello.akName()))
            .isPresent();
  }

  private static PcrSelection selection(List<Integer> activeBanks) {
    return PcrSelection.of(known(activeBanks), PcrSelection.DEFAULT_MASK);
  }

  private static List<HashAlgorithm> known(List<Integer> banks) {
    return banks.stream().map(HashAlgorithm::ofId).flatMap(Optional::stream).toList();
  }

  private static Optional<String> malformed(Hello hello) {
    if (hello.machineId().length() != 32 || hello.akName().length() > LONGEST_NAME) {
      return Optional.of("machine_id has 32 bytes and ak_name at most 66.");
    }
    if (!isBootId(hello.bootId())) {
      return Optional.of("boot_id has 36 characters, as /proc/sys/kernel/random/boot_id has them.");
    }
    var banks = hello.activeBanks();
    if (banks.size() > MOST_BANKS || new HashSet<>(banks).size() != banks.size()) {
      return Optional.of("active_banks names at most 8 banks, each once.");
    }
    if (known(banks).isEmpty()) {
      return Optional.of(
          "active_banks names no PCR bank that Assay knows. Activate SHA-256 in the firmware's TPM"
              + " settings.");
    }
    return Optional.empty();
  }

  static boolean isBootId(String text) {
    return BOOT_ID.matcher(text).matches();
  }
}
