package dev.assay.verifier.testing;

import dev.assay.appraisal.Appraiser;
import dev.assay.appraisal.OsLayerPolicy;
import dev.assay.appraisal.Rarity;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.enroll.TpmDenyList;
import dev.assay.appraisal.enroll.TrustRoots;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.verifier.service.Activation;
import dev.assay.verifier.service.AppraiseEvidence;
import dev.assay.verifier.service.ApproveMachine;
import dev.assay.verifier.service.AttestMachine;
import dev.assay.verifier.service.AttestNow;
import dev.assay.verifier.service.AttestSession;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.ClaimedEvidence.ClaimedLog;
import dev.assay.verifier.service.EkVetting;
import dev.assay.verifier.service.EnrollMachine;
import dev.assay.verifier.service.GoldenCatalogue;
import dev.assay.verifier.service.GoldenLife;
import dev.assay.verifier.service.GoldenRecord;
import dev.assay.verifier.service.ImportGolden;
import dev.assay.verifier.service.Inventory;
import dev.assay.verifier.service.KnownLogs;
import dev.assay.verifier.service.LearnOrder;
import dev.assay.verifier.service.LiveStreams;
import dev.assay.verifier.service.MachineView;
import dev.assay.verifier.service.ManageGolden;
import dev.assay.verifier.service.ManageImages;
import dev.assay.verifier.service.ManageMachines;
import dev.assay.verifier.service.ManageModels;
import dev.assay.verifier.service.ManageRacks;
import dev.assay.verifier.service.ManageShipments;
import dev.assay.verifier.service.ManageSources;
import dev.assay.verifier.service.Observer;
import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.PreviewGolden;
import dev.assay.verifier.service.Principal;
import dev.assay.verifier.service.Reappraise;
import dev.assay.verifier.service.Receipt;
import dev.assay.verifier.service.Role;
import dev.assay.verifier.service.SentInventory;
import dev.assay.verifier.service.ServicePolicy;
import dev.assay.verifier.service.Siblings;
import dev.assay.verifier.service.SignatureRule;
import dev.assay.verifier.service.Tokens;
import dev.assay.verifier.service.Turns;
import dev.assay.verifier.service.VendorRoots;
import dev.assay.verifier.service.ViewBoot;
import dev.assay.verifier.service.ViewFleet;
import dev.assay.verifier.service.ViewOutliers;
import dev.assay.verifier.service.ViewRollout;
import dev.assay.verifier.service.quarantine.BlastRadius;
import dev.assay.verifier.service.quarantine.ManageQuarantine;
import dev.assay.verifier.service.quarantine.QuarantinePolicies;
import dev.assay.verifier.service.quarantine.QuarantinePolicy;
import dev.assay.verifier.service.quarantine.QuarantineRecords;
import dev.assay.verifier.service.quarantine.WatchQuarantine;
import dev.assay.verifier.store.AppraisalStore;
import dev.assay.verifier.store.AuditReader;
import dev.assay.verifier.store.AuditStore;
import dev.assay.verifier.store.Database;
import dev.assay.verifier.store.EnrollmentStore;
import dev.assay.verifier.store.GoldenStore;
import dev.assay.verifier.store.HookStore;
import dev.assay.verifier.store.ImageStore;
import dev.assay.verifier.store.InventoryStore;
import dev.assay.verifier.store.MachineStore;
import dev.assay.verifier.store.ModelStore;
import dev.assay.verifier.store.OutboxStore;
import dev.assay.verifier.store.QuarantineLedger;
import dev.assay.verifier.store.QuarantineStore;
import dev.assay.verifier.store.RackStore;
import dev.assay.verifier.store.ReferenceStore;
import dev.assay.verifier.store.ShipmentStore;
import dev.assay.verifier.store.SiblingStore;
import dev.assay.verifier.store.SignalStore;
import dev.assay.verifier.store.TokenStore;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/// The whole service on a database of its own and a clock that a test moves.
public final class TestService {
  public static final Principal OPERATOR =
      new Principal("0000000000000000", "olga", Role.OPERATOR, Instant.MAX);
  public static final BoardModel MODEL = new BoardModel("X11-TEST");

  /// How many agents may be at the database at once.
  public static final int PLACES = 8;

  public static final Rarity.Threshold RARE = new Rarity.Threshold(10, 10);

  private final QuarantinePolicies policies;
  private final BlastRadius radius;
  public final DataSource source;
  public final SettableClock clock;
  public final LiveStreams streams = new LiveStreams(8);
  public final AppraisalStore appraisals;
  public final MachineStore machines;
  public final EnrollMachine enroll;
  public final AttestMachine attest;
  public final AttestNow attestNow;
  public final ViewFleet fleet;
  public final ManageModels manageModels;
  public final ManageShipments shipments;
  public final SiblingStore siblings;
  public final ViewOutliers outliers;
  public final ViewBoot boots;
  public final ManageMachines manage;
  public final SignersOfTest signers = new SignersOfTest();
  public final EndedOfTest ended = new EndedOfTest();
  public final PreviewGolden preview;
  public final ManageImages images;
  public final ManageSources sources;
  public final GoldenLife goldenLife;
  public final ImportGolden importGolden;
  public final ViewRollout rollout;
  public final Reappraise reappraise;
  public final ManageGolden golden;
  public final Tokens tokens;
  public final AuditStore auditLog;
  public final AuditReader audit;
  public final ServicePolicy policy;
  public final QuarantineRecords quarantineRecords;
  public final ManageQuarantine quarantine;
  public final WatchQuarantine watch;
  public final ManageRacks racks;
  public final HookStore hooks;
  public final OutboxStore outbox;

  /// One that asks for no signatures.
  public TestService() {
    this(0, false);
  }

  /// @param approveByManifest whether a shipment's manifest makes machines ACTIVE
  public TestService(boolean approveByManifest) {
    this(0, approveByManifest);
  }

  /// One that asks for so many signatures.
  public TestService(int signatures) {
    this(signatures, false);
  }

  public TestService(QuarantinePolicy quarantinePolicy, BlastRadius radius) {
    this(QuarantinePolicies.of(quarantinePolicy), radius);
  }

  public TestService(QuarantinePolicies policies, BlastRadius radius) {
    this(0, false, policies, radius, TestPostgres.fresh(), new SettableClock());
  }

  /// Another verifier on the database of this one, by the same clock: what they share is in the
  /// database.
  public TestService replica() {
    return new TestService(0, false, policies, radius, source, clock);
  }

  /// A verifier on a database that others use too, by a clock that they share.
  public static TestService on(
      DataSource source, SettableClock clock, QuarantinePolicies policies, BlastRadius radius) {
    return new TestService(0, false, policies, radius, source, clock);
  }

  private TestService(int signatures, boolean approveByManifest) {
    this(
        signatures,
        approveByManifest,
        QuarantinePolicies.of(QuarantinePolicy.SAFE),
        BlastRadius.SAFE,
        TestPostgres.fresh(),
        new SettableClock());
  }

  private TestService(
      int signatures,
      boolean approveByManifest,
      QuarantinePolicies policies,
      BlastRadius radius,
      DataSource source,
      SettableClock clock) {
    this.policies = policies;
    this.radius = radius;
    this.source = source;
    this.clock = clock;
    var database = new Database(source);
    var random = new SecureRandom();
    policy =
        new ServicePolicy(
            Duration.ofMinutes(5), false, OsLayerPolicy.ENFORCE, Duration.ofDays(30), "test");
    auditLog = new AuditStore(database, clock);
    var ledger = new QuarantineLedger(policies, radius, auditLog);
    appraisals = new AppraisalStore(database, ledger);
    machines = new MachineStore(database);
    var inventories = new InventoryStore(database);
    var models = new ModelStore(database);
    siblings = new SiblingStore(database);
    var goldenSets = new GoldenStore(database);
    var rule = new SignatureRule(signatures, signers);
    var catalogue = new GoldenCatalogue(goldenSets, rule, ended, clock);
    var signals = new SignalStore(database);
    audit = new AuditReader(database);
    var logs = new KnownLogs(appraisals, 16L * 1024 * 1024);
    var appraiser = new Appraiser();
    var appraise =
        new AppraiseEvidence(
            machines,
            appraisals,
            inventories,
            catalogue,
            logs,
            models,
            new Siblings(siblings, RARE),
            appraiser,
            policy,
            clock,
            Observer.NONE);
    enroll =
        new EnrollMachine(
            new EnrollmentStore(database, approveByManifest),
            new EkVetting(TrustRoots.NONE, TpmDenyList.NONE, false),
            clock,
            random);
    var turns = new Turns(PLACES, Duration.ofMinutes(1));
    attest = new AttestMachine(machines, inventories, appraise, streams, turns, clock, random);
    attestNow = new AttestNow(machines, signals, streams, auditLog, clock);
    fleet = new ViewFleet(machines, appraisals, inventories, policy, clock);
    shipments =
        new ManageShipments(
            new ShipmentStore(database, approveByManifest), signals, auditLog, clock);
    manageModels = new ManageModels(models, auditLog, clock);
    outliers = new ViewOutliers(siblings, fleet, logs, RARE);
    boots = new ViewBoot(appraisals, logs, appraiser, policy);
    manage = new ManageMachines(machines, fleet, signals, auditLog, clock);
    preview =
        new PreviewGolden(goldenSets, catalogue, machines, appraisals, inventories, logs, policy);
    images =
        new ManageImages(
            new ImageStore(database), machines, fleet, preview, signals, auditLog, clock);
    goldenLife = new GoldenLife(goldenSets, rule, preview, ended, signals, auditLog, clock);
    importGolden = new ImportGolden(goldenSets, goldenLife, rule, auditLog, clock);
    sources = sourcesOn(new VendorRoots.OfTheBringer());
    rollout = new ViewRollout(goldenSets, machines);
    reappraise = new Reappraise(machines, appraisals, goldenSets, rule, logs, policy, clock);
    golden =
        new ManageGolden(
            goldenSets,
            goldenLife,
            machines,
            appraisals,
            inventories,
            logs,
            auditLog,
            clock,
            random);
    tokens = new Tokens(new TokenStore(database), auditLog, clock, random);
    quarantineRecords = new QuarantineStore(database, ledger);
    quarantine = new ManageQuarantine(quarantineRecords, policies, radius, auditLog, clock);
    watch = new WatchQuarantine(quarantineRecords, policies, policy.interval(), signals, clock);
    racks = new ManageRacks(new RackStore(database), auditLog);
    hooks = new HookStore(database);
    outbox = new OutboxStore(database);
  }

  /// Vendors' manifests on this database, believed on the word of these roots.
  public ManageSources sourcesOn(VendorRoots roots) {
    var database = new Database(source);
    return new ManageSources(
        new ReferenceStore(database), new GoldenStore(database), roots, auditLog, clock);
  }

  /// Lets this much time go by, in which the watch over quarantine looks as often as it has to.
  public void passes(Duration time) {
    var step = Duration.ofSeconds(20);
    for (var left = time; left.isPositive(); left = left.minus(step)) {
      clock.advance(left.compareTo(step) < 0 ? left : step);
      watch.look();
    }
  }

  /// Does to the database what somebody does who writes it.
  public void execute(String sql) {
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new AssertionError(sql, failed);
    }
  }

  /// What a request that must be done gave.
  public static <T> T done(Outcome<T> outcome) {
    return switch (outcome) {
      case Outcome.Done<T>(var value) -> value;
      case Outcome.Declined<T>(var kind, var detail) ->
          throw new AssertionError(kind + ": " + detail);
    };
  }

  /// Enrolls a machine; it is then PENDING.
  public TestMachine enroll(TestMachine machine) {
    var opened = done(enroll.begin(machine.enrollment()));
    done(enroll.activate(opened.challengeId(), machine.answer(opened)));
    return machine;
  }

  public MachineView approve(TestMachine machine) {
    return done(
        manage.approve(new ApproveMachine(machine.id(), MODEL, true, false, false), OPERATOR));
  }

  /// A machine that is enrolled, approved and has attested once.
  public TestMachine active(String name, String capture) {
    var machine = enroll(TestMachine.booted(name, capture));
    approve(machine);
    attest(machine);
    return machine;
  }

  public AttestSession open(TestMachine machine) {
    return open(machine, new RecordedControl());
  }

  public AttestSession open(TestMachine machine, RecordedControl control) {
    return done(attest.open(machine.hello(), TestMachine.CHANNEL, control));
  }

  /// Attests once, on a stream of its own.
  public Receipt attest(TestMachine machine) {
    try (var session = open(machine)) {
      return attest(machine, session);
    }
  }

  /// Attests once on this stream, sending the log where it is asked for.
  public Receipt attest(TestMachine machine, AttestSession session) {
    var challenge = done(session.challenge());
    var known = challenge.knownLog().map(Digest::value);
    var log = (ClaimedLog.Named) machine.namedLog();
    if (!known.equals(Optional.of(log.sha256()))) {
      send(machine, session);
    }
    return done(session.evidence(machine.answer(challenge)));
  }

  /// Attests once, on a stream of its own, and reports these components.
  public Receipt attest(TestMachine machine, Inventory inventory) {
    try (var session = open(machine)) {
      var challenge = done(session.challenge());
      var sent = sent(inventory);
      if (session.inventory(sent).isPresent()) {
        throw new AssertionError("an inventory was declined");
      }
      if (challenge.knownLog().isEmpty()) {
        send(machine, session);
      }
      var answer = TestMachine.naming(machine.answer(challenge), sent.sha256().value());
      return done(session.evidence(answer));
    }
  }

  /// As if it had come in a hundred bytes; their digest is one of what it says.
  public static SentInventory sent(Inventory inventory) {
    var bytes = Bytes.wrap(inventory.toString().getBytes(StandardCharsets.UTF_8));
    return new SentInventory(HashAlgorithm.SHA256.hash(bytes), 100, inventory);
  }

  /// Sends the machine's log in chunks.
  public static void send(TestMachine machine, AttestSession session) {
    for (int at = 0; at < machine.log().length(); at += 65_536) {
      int end = Math.min(at + 65_536, machine.log().length());
      if (session.logChunk(at, machine.log().slice(at, end)).isPresent()) {
        throw new AssertionError("a log chunk was declined");
      }
    }
  }

  public MachineView view(TestMachine machine) {
    return done(fleet.machine(machine.id()));
  }

  /// Puts golden sets in force that were learned from these machines.
  public void learn(TestMachine... from) {
    propose(from)
        .forEach(
            set -> done(goldenLife.activate(set.id(), Activation.forced("in a test"), OPERATOR)));
  }

  /// Puts golden sets of both layers forward that were learned from these machines.
  public List<GoldenRecord> propose(TestMachine... from) {
    var ids = List.of(from).stream().map(TestMachine::id).toList();
    return done(golden.draft(new LearnOrder(MODEL, ids, Optional.empty()), OPERATOR))
        .sets()
        .stream()
        .map(set -> done(goldenLife.propose(set.id(), Optional.of("accepted in a test"), OPERATOR)))
        .toList();
  }
}
