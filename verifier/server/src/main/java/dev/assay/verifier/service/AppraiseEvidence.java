package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.assay.appraisal.Appraisal;
import dev.assay.appraisal.Appraiser;
import dev.assay.appraisal.Evidence;
import dev.assay.appraisal.Expectation;
import dev.assay.appraisal.LogEvidence;
import dev.assay.appraisal.Proven;
import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.boot.ReportedBoot;
import dev.assay.appraisal.enroll.BoundKey;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.finding.MeasurementRare;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.tpm.TpmName;
import dev.assay.verifier.service.Submission.SubmittedLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Appraises submitted evidence and records what came of it. Only evidence that the machine's own
/// key signed, over this challenge and this channel, touches the machine's record: anything else
/// could come from anyone, and is only counted.
public final class AppraiseEvidence {
  /// A machine may store so many bytes of event logs a day: some hundred reboots of a server, and
  /// no more than the disk can bear of a machine that makes logs up.
  static final long LOG_BYTES_A_DAY = 64L << 20;

  private static final int REMEMBERED_KEYS = 100_000;

  private final MachineRecords machines;
  private final AppraisalRecords appraisals;
  private final InventoryRecords inventories;
  private final GoldenCatalogue golden;
  private final KnownLogs logs;
  private final ReportedIdentity identity;
  private final Siblings siblings;
  private final SiblingComponents components;
  private final RolloutShare share;
  private final Duplicates duplicates;
  private final Appraiser appraiser;
  private final ServicePolicy policy;
  private final InstantSource clock;
  private final Observer observer;

  // By machine and AK name, both read from the record each time: a changed key finds no old entry.
  private final Cache<KeyOf, BoundKey> keys =
      Caffeine.newBuilder().maximumSize(REMEMBERED_KEYS).build();

  private record KeyOf(MachineId machine, TpmName akName) {}

  /// What came of it.
  ///
  /// @param authentic whether it was recorded as the machine's own
  /// @param interval the machine's schedule
  record Judged(
      Verdict verdict, List<RecordedFinding> findings, boolean authentic, Duration interval) {}

  public AppraiseEvidence(
      MachineRecords machines,
      AppraisalRecords appraisals,
      InventoryRecords inventories,
      GoldenCatalogue golden,
      KnownLogs logs,
      ModelRecords models,
      Siblings siblings,
      Appraiser appraiser,
      ServicePolicy policy,
      InstantSource clock,
      Observer observer) {
    this.machines = machines;
    this.appraisals = appraisals;
    this.inventories = inventories;
    this.golden = golden;
    this.logs = logs;
    this.identity = new ReportedIdentity(machines, models);
    this.siblings = siblings;
    this.components = new SiblingComponents(inventories, siblings.threshold());
    this.share = new RolloutShare(machines);
    this.duplicates = new Duplicates(machines, policy);
    this.appraiser = appraiser;
    this.policy = policy;
    this.clock = clock;
    this.observer = observer;
  }

  /// NOT_FOUND where the machine may no longer attest with this key.
  Outcome<Judged> judge(Submission submission) {
    var found =
        machines.find(submission.machine()).filter(machine -> mayAttest(machine, submission));
    if (found.isEmpty()) {
      return declined(Decline.NOT_FOUND, AttestMachine.NOT_ENROLLED);
    }
    var machine = found.get();
    var log = evidence(submission.log());
    if (log.isEmpty()) {
      return declined(
          Decline.INVALID,
          "The verifier no longer holds that event log. Open a new stream and send it.");
    }
    var inForce = inForce(machine);
    var expectation = expectation(machine, submission, inForce);
    var evidence = evidence(machine, submission, log.get());
    var appraisal =
        observer.during(
            Observer.Step.APPRAISAL,
            Optional.of(machine.id()),
            () -> appraiser.appraise(evidence, expectation));
    if (appraisal.authentic() && isOverBudget(machine, submission.log())) {
      return declined(
          Decline.EXHAUSTED,
          "The machine sent more than 64 MiB of different event logs within a day. The verifier"
              + " takes no new one for now.");
    }
    return appraisal.authentic()
        ? record(machine, submission, appraisal, testimony(machine, appraisal, log.get()), inForce)
        : count(machine, appraisal);
  }

  /// Counts something that came under this machine's name and is no evidence of it.
  void countRefused(MachineId machine, String code) {
    machines.countRefused(machine, code, clock.instant());
  }

  private boolean isOverBudget(Machine machine, SubmittedLog log) {
    return log instanceof SubmittedLog.Sent(_, var raw)
        && appraisals.logBytes(machine.id(), clock.instant().minus(Duration.ofDays(1)))
                + raw.length()
            > LOG_BYTES_A_DAY;
  }

  private static boolean mayAttest(Machine machine, Submission submission) {
    return machine.state().mayAttest() && machine.ak().name().equals(submission.akName());
  }

  private GoldenCatalogue.InForce inForce(Machine machine) {
    return HeldTo.of(machine)
        .filter(_ -> machine.state() == MachineState.ACTIVE)
        .map(golden::inForce)
        .orElse(GoldenCatalogue.InForce.OF_NO_MODEL);
  }

  private Expectation expectation(
      Machine machine, Submission submission, GoldenCatalogue.InForce inForce) {
    return new Expectation(
        key(machine),
        submission.extraData(),
        submission.selection(),
        inForce.sets(),
        policy.osLayer(),
        machine.accepted(),
        inForce.lastFirmware(() -> appraisals.lastGoodSets(machine.id(), Long.MAX_VALUE)));
  }

  private static Evidence evidence(Machine machine, Submission submission, LogEvidence log) {
    return new Evidence(
        submission.attest(),
        submission.signature(),
        submission.values(),
        log,
        Optional.of(new ReportedBoot(submission.bootId(), comparableUptime(machine, submission))),
        submission.host().get(HostFact.BIOS_VERSION));
  }

  /// Only a TPM of hardware was there before its host started. Where no certificate says that it is
  /// one, the host's uptime says nothing of it.
  private static long comparableUptime(Machine machine, Submission submission) {
    return machine.ekStanding() instanceof EkStanding.Trusted trusted && !trusted.softwareTpm()
        ? Math.max(0, submission.uptimeMillis())
        : 0;
  }

  private BoundKey key(Machine machine) {
    return Objects.requireNonNull(
        keys.get(
            new KeyOf(machine.id(), machine.ak().name()),
            _ -> BoundKey.recall(machine.id().toDigest(), machine.ak())));
  }

  private Optional<LogEvidence> evidence(SubmittedLog log) {
    return switch (log) {
      case SubmittedLog.Sent(var prepared, _) -> Optional.of(new LogEvidence.Present(prepared));
      case SubmittedLog.Known(var sha256) -> logs.find(sha256).map(LogEvidence.Present::new);
      case SubmittedLog.Absent(var reason) -> Optional.of(new LogEvidence.Absent(reason));
    };
  }

  private Outcome<Judged> count(Machine machine, Appraisal appraisal) {
    var findings = appraisal.findings().stream().map(RecordedFinding::of).toList();
    countRefused(machine.id(), gravest(findings));
    return done(new Judged(Verdict.UNTRUSTED, findings, false, interval(machine)));
  }

  private static String gravest(List<RecordedFinding> findings) {
    return findings.stream()
        .filter(finding -> finding.severity() == Severity.VIOLATION)
        .findFirst()
        .or(() -> findings.stream().findFirst())
        .map(RecordedFinding::code)
        .orElse("NOT_AUTHENTIC");
  }

  private Siblings.Testimony testimony(Machine machine, Appraisal appraisal, LogEvidence log) {
    return log instanceof LogEvidence.Present(PreparedLog.Readable(var replay))
        ? appraisal
            .proven()
            .map(proven -> siblings.on(machine, proven, replay.log()))
            .orElse(Siblings.Testimony.NONE)
        : Siblings.Testimony.NONE;
  }

  /// What few siblings show needs saying where no golden set speaks of it: what people signed needs
  /// no witness.
  private static Stream<MeasurementRare> untold(Appraisal appraisal, List<MeasurementRare> rare) {
    boolean compared = !comparedWith(appraisal).isEmpty();
    return rare.stream()
        .filter(
            seen ->
                !compared
                    || appraisal.findings().stream()
                        .anyMatch(finding -> finding.event().equals(seen.event())));
  }

  private Outcome<Judged> record(
      Machine machine,
      Submission submission,
      Appraisal appraisal,
      Siblings.Testimony testimony,
      GoldenCatalogue.InForce inForce) {
    var at = clock.instant();
    var findings = new ArrayList<>(identity.findings(machine, submission.host()));
    findings.addAll(components(machine, submission));
    findings.addAll(otherComponents(machine, submission, appraisal, inForce));
    findings.addAll(inForce.findings());
    appraisal
        .proven()
        .map(proven -> duplicates.of(machine, submission.host(), proven, at))
        .ifPresent(findings::addAll);
    Stream.concat(appraisal.findings().stream(), untold(appraisal, testimony.rare()))
        .map(RecordedFinding::of)
        .forEach(findings::add);
    share.of(machine, inForce, appraisal.proven(), appraisal.verdict()).ifPresent(findings::add);
    var verdict = verdict(machine, appraisal.verdict(), findings);
    if (!appraisals.record(
        toRecord(machine, submission, appraisal, testimony.news(), verdict, findings, at))) {
      return declined(
          Decline.NOT_FOUND,
          "The machine's enrollment changed while it attested. Open a new stream.");
    }
    testimony.news().map(Witness::cohort).ifPresent(siblings::changed);
    if (submission.log() instanceof SubmittedLog.Sent(var prepared, var raw)) {
      logs.remember(prepared, raw);
    }
    submission
        .inventory()
        .ifPresent(
            sent -> {
              inventories.keep(
                  machine.id(),
                  sent,
                  ComponentKinds.of(sent.inventory()),
                  approved -> ComponentFindings.between(approved, sent.inventory()),
                  at);
              machine.model().ifPresent(components::changed);
            });
    var told = new ArrayList<>(MachineFindings.of(machine));
    told.addAll(findings);
    var before = machine.latest().map(Standing::verdict);
    if (!before.equals(Optional.of(verdict))) {
      observer.verdictChanged(machine.id(), before, verdict, findings);
    }
    return done(new Judged(verdict, told, true, interval(machine)));
  }

  // No verdict is given on a machine that nobody approved.
  private static Verdict verdict(
      Machine machine, Verdict appraised, List<RecordedFinding> findings) {
    return machine.state() == MachineState.ACTIVE
        ? MachineFindings.worsened(appraised, findings)
        : Verdict.UNKNOWN;
  }

  /// How the components differ from those that the machine was approved with: looked at where they
  /// changed, remembered where not.
  private List<RecordedFinding> components(Machine machine, Submission submission) {
    return submission
        .inventory()
        .map(
            sent ->
                inventories
                    .find(machine.id())
                    .flatMap(ReportedInventory::approved)
                    .map(approved -> ComponentFindings.between(approved, sent.inventory()))
                    .orElseGet(List::of))
        .orElseGet(machine::componentFindings);
  }

  /// How the components differ from those of the golden set, and from the siblings' where no set
  /// speaks of them.
  private List<RecordedFinding> otherComponents(
      Machine machine,
      Submission submission,
      Appraisal appraisal,
      GoldenCatalogue.InForce inForce) {
    if (machine.state() != MachineState.ACTIVE) {
      return List.of();
    }
    var told = inventories.kinds(machine.id());
    var mine = submission.inventory().map(sent -> ComponentKinds.of(sent.inventory())).orElse(told);
    var golden = GoldenComponents.of(inForce.all(), comparedWith(appraisal), mine);
    var findings = new ArrayList<>(golden.findings());
    machine
        .model()
        .map(model -> components.of(model, told, mine, golden.lists()))
        .ifPresent(findings::addAll);
    return findings;
  }

  private static List<String> comparedWith(Appraisal appraisal) {
    return appraisal.proven().map(Proven::goldenSetIds).orElse(List.of());
  }

  private Duration interval(Machine machine) {
    return machine.interval().orElse(policy.interval());
  }

  private NewAppraisal toRecord(
      Machine machine,
      Submission submission,
      Appraisal appraisal,
      Optional<Witness> witness,
      Verdict verdict,
      List<RecordedFinding> findings,
      Instant at) {
    return new NewAppraisal(
        machine,
        submission.host(),
        submission.selection(),
        submission.attest(),
        submission.signature(),
        submission.extraData(),
        submission.values(),
        submission.log().sha256(),
        submission.log().raw(),
        submission.log().absence(),
        appraisal.proven(),
        appraisal.continues(),
        witness,
        verdict,
        findings,
        policy,
        submission.bootId(),
        submission.uptimeMillis(),
        at);
  }
}
