package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.golden.Decision;
import dev.assay.appraisal.golden.Difference;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.golden.Proposal;
import dev.assay.golden.ProposedSet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Takes golden sets from draft to force and out of it: one person puts a set forward, others sign
/// it, and only then can it come into force. Each step is kept with who, when and why.
public final class GoldenLife {
  private static final int LONGEST_REASON = 500;
  private static final Duration LONGEST_WINDOW = Duration.ofDays(366);
  static final String NO_SET = "No golden set of this id.";
  private static final String CHANGED = "The set changed while you decided. Look at it again.";
  private static final Set<GoldenState> SIGNED =
      EnumSet.of(GoldenState.PROPOSED, GoldenState.APPROVED, GoldenState.ACTIVE);
  private static final Set<GoldenState> RETIRABLE =
      EnumSet.of(GoldenState.DRAFT, GoldenState.PROPOSED, GoldenState.APPROVED, GoldenState.ACTIVE);
  private static final Set<GoldenState> REVOCABLE =
      EnumSet.of(
          GoldenState.PROPOSED, GoldenState.APPROVED, GoldenState.ACTIVE, GoldenState.RETIRED);

  private final GoldenRecords records;
  private final SignatureRule rule;
  private final PreviewGolden preview;
  private final EndedSets ended;
  private final AttestSignals signals;
  private final AuditLog audit;
  private final InstantSource clock;

  public GoldenLife(
      GoldenRecords records,
      SignatureRule rule,
      PreviewGolden preview,
      EndedSets ended,
      AttestSignals signals,
      AuditLog audit,
      InstantSource clock) {
    this.records = records;
    this.rule = rule;
    this.preview = preview;
    this.ended = ended;
    this.signals = signals;
    this.audit = audit;
    this.clock = clock;
  }

  /// NOT_FOUND: no such set.
  Outcome<GoldenRecord> show(String id) {
    return records
        .find(id)
        .<Outcome<GoldenRecord>>map(Outcome::done)
        .orElseGet(() -> declined(Decline.NOT_FOUND, NO_SET));
  }

  /// Puts a draft forward for signatures. NOT_FOUND: no such set; CONFLICT: it is no draft, or it
  /// holds undecided differences and no reason was given.
  public Outcome<GoldenRecord> propose(
      String id, Optional<String> acceptDifferencesReason, Principal by) {
    return show(id).then(golden -> propose(golden, written(acceptDifferencesReason), by));
  }

  private Outcome<GoldenRecord> propose(
      GoldenRecord golden, Optional<String> reason, Principal by) {
    if (golden.state() != GoldenState.DRAFT) {
      return declined(
          Decline.CONFLICT, "The set is " + golden.state() + "; only a draft can be put forward.");
    }
    if (golden.undecided() && reason.isEmpty()) {
      return declined(
          Decline.CONFLICT,
          "The siblings differ in %d places where no rule says why. Look at the differences; to accept them all, say why in acceptDifferencesReason."
              .formatted(undecided(golden)));
    }
    var accepted = golden.undecided() ? "Differences accepted: " + reason.orElseThrow() : "";
    var grounds =
        Stream.of(golden.made().reason(), accepted)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(". "));
    var proposal = new Proposal(by.name(), golden.from().size(), grounds);
    var proposed = new ProposedSet(decided(golden, reason, by), proposal);
    var step = step(GoldenState.PROPOSED, by.name(), accepted);
    var act = Act.by(by, ActKind.GOLDEN_PROPOSED, Act.golden(golden.id()));
    if (!audit.recorded(act.because(Optional.of(grounds)), () -> records.propose(proposed, step))) {
      return declined(Decline.CONFLICT, CHANGED);
    }
    return show(golden.id()).then(this::approveWhereSigned);
  }

  /// The set, with the decision in its provenance where one was taken.
  private static GoldenSet decided(GoldenRecord golden, Optional<String> reason, Principal by) {
    return golden.undecided()
        ? golden
            .set()
            .deciding(
                new Decision(
                    Decision.Kind.DIFFERENCES_ACCEPTED,
                    Optional.empty(),
                    by.name(),
                    reason.orElseThrow()))
        : golden.set();
  }

  private static long undecided(GoldenRecord golden) {
    return golden.learning().differences().stream()
        .filter(one -> one.resolution() == Difference.Resolution.UNDECIDED)
        .count();
  }

  /// Adds a signature that somebody made over a proposed set; with the last one that is needed the
  /// set is APPROVED. NOT_FOUND: no such set; CONFLICT: it is not to be signed, or this signature
  /// would not count; REFUSED: no signer of now made it over this set.
  public Outcome<GoldenRecord> sign(String id, Bytes signature, Principal by) {
    return show(id).then(golden -> sign(golden, signature, by));
  }

  /// A person's second key may sign as well, and take the first one's place when that is removed;
  /// until then both are one person's word ([SignatureRule]).
  private Outcome<GoldenRecord> sign(GoldenRecord golden, Bytes signature, Principal by) {
    var proposed = golden.stored().proposed();
    if (!SIGNED.contains(golden.state()) || proposed.isEmpty()) {
      return declined(
          Decline.CONFLICT,
          "The set is " + golden.state() + "; sets that were put forward are signed.");
    }
    var signer = rule.signer(proposed.get(), signature);
    if (signer.isEmpty()) {
      return declined(
          Decline.REFUSED,
          "No one of the signers' folder made this signature over this set. Is the public key in"
              + " the folder, and was the set fetched from this verifier?");
    }
    if (signer.get().is(proposed.get().proposal().by())) {
      return declined(
          Decline.CONFLICT,
          signer.get().name() + " put this set forward, and somebody else has to sign it.");
    }
    var kept =
        new GoldenSignature(
            signature, signer.get().key().fingerprint(), signer.get().name(), clock.instant());
    var act =
        Act.by(by, ActKind.GOLDEN_SIGNED, Act.golden(golden.id()))
            .with("signer", kept.signer())
            .with("key", kept.key().toHex());
    if (!audit.recorded(act, () -> records.sign(golden.id(), kept, by.name()))) {
      return declined(Decline.CONFLICT, "This key has signed the set before.");
    }
    return show(golden.id()).then(this::approveWhereSigned);
  }

  private Outcome<GoldenRecord> approveWhereSigned(GoldenRecord golden) {
    var count = rule.count(golden.stored());
    if (golden.state() != GoldenState.PROPOSED || !count.enough()) {
      return done(golden);
    }
    var by = count.needed() == 0 ? "the verifier" : String.join(", ", count.counting());
    var reason = count.needed() == 0 ? "This verifier asks for no signatures" : count.words();
    var step = step(GoldenState.APPROVED, by, reason);
    var act = Act.ofTheVerifier(ActKind.GOLDEN_APPROVED, Act.golden(golden.id()));
    // Where another signature came in at the same time, that one approved it.
    audit.recorded(
        act.because(Optional.of(reason)),
        () -> records.move(golden.id(), EnumSet.of(GoldenState.PROPOSED), step));
    return show(golden.id());
  }

  /// Puts an approved set in force in place of the one before, or beside it for a while, and asks
  /// the model's machines to attest. NOT_FOUND: no such set; INVALID: an end that is not to come,
  /// or a share without one; CONFLICT: it is not APPROVED, its signatures don't hold now, nothing
  /// is in force that could end later, or machines would become UNTRUSTED and no reason was given.
  public Outcome<GoldenRecord> activate(String id, Activation how, Principal by) {
    return show(id).then(golden -> activate(golden, how, by));
  }

  private Outcome<GoldenRecord> activate(GoldenRecord golden, Activation how, Principal by) {
    var count = rule.count(golden.stored());
    if (golden.state() != GoldenState.APPROVED) {
      return declined(
          Decline.CONFLICT,
          "The set is %s with %s; only an approved one comes into force."
              .formatted(golden.state(), count.words()));
    }
    if (!count.enough()) {
      return declined(Decline.CONFLICT, "The set has only " + count.words() + ".");
    }
    var force = written(how.forceChangesReason());
    return window(golden, how)
        .then(_ -> preview.activation(golden.id(), how.until().isPresent()))
        .then(seen -> agreed(seen, force, golden.id()))
        .then(
            _ -> {
              var step = step(GoldenState.ACTIVE, by.name(), force.orElse(""));
              var act = Act.by(by, ActKind.GOLDEN_ACTIVATED, Act.golden(golden.id()));
              if (!audit.recorded(
                  act.because(force),
                  () -> records.activate(golden.id(), step, how.until(), how.share()))) {
                return declined(Decline.CONFLICT, CHANGED);
              }
              rememberEnded();
              signals.askAll(golden.subject());
              return show(golden.id());
            });
  }

  private Outcome<Activation> window(GoldenRecord golden, Activation how) {
    var now = clock.instant();
    if (how.share().filter(percent -> percent < 1 || percent > 100).isPresent()
        || (how.share().isPresent() && how.until().isEmpty())) {
      return declined(
          Decline.INVALID, "A share is 1 to 100 percent, and goes with the end of its window.");
    }
    if (how.until()
        .filter(end -> !end.isAfter(now) || end.isAfter(now.plus(LONGEST_WINDOW)))
        .isPresent()) {
      return declined(Decline.INVALID, "A window ends within a year from now.");
    }
    return how.until().isPresent() && records.active(golden.subject()).isEmpty()
        ? declined(
            Decline.CONFLICT, "No set of this model or image is in force that could end later.")
        : done(how);
  }

  /// A reason takes what is shown as agreed.
  private static Outcome<Preview> agreed(Preview seen, Optional<String> force, String id) {
    return seen.untrusted().isEmpty() || force.isPresent()
        ? done(seen)
        : declined(
            Decline.CONFLICT,
            "%s. Look at them with `assay golden preview %s`; to go on, say why in forceChangesReason."
                .formatted(seen.words(), id));
  }

  /// Takes a set out of force, or drops a draft's claim to it. NOT_FOUND: no such set; CONFLICT: it
  /// is out of force already, or machines would become UNTRUSTED and no reason was given.
  public Outcome<GoldenRecord> retire(
      String id, Optional<String> reason, Optional<String> forceChangesReason, Principal by) {
    var force = written(forceChangesReason);
    var why = force.or(() -> written(reason)).orElse("");
    return preview
        .end(id)
        .then(seen -> agreed(seen, force, id))
        .then(
            _ ->
                end(
                    Act.by(by, ActKind.GOLDEN_RETIRED, Act.golden(id)),
                    id,
                    RETIRABLE,
                    step(GoldenState.RETIRED, by.name(), why)));
  }

  /// Withdraws a set as wrong, for good, whatever that makes of machines. NOT_FOUND: no such set;
  /// INVALID: no reason; CONFLICT: it was never put forward, or is revoked.
  public Outcome<GoldenRecord> revoke(String id, Optional<String> reason, Principal by) {
    return written(reason)
        .map(
            why ->
                end(
                    Act.by(by, ActKind.GOLDEN_REVOKED, Act.golden(id)),
                    id,
                    REVOCABLE,
                    step(GoldenState.REVOKED, by.name(), why)))
        .orElseGet(
            () -> declined(Decline.INVALID, "Say why the set is wrong, in 1 to 500 characters."));
  }

  private Outcome<GoldenRecord> end(Act act, String id, Set<GoldenState> from, GoldenStep step) {
    return show(id)
        .then(
            golden -> {
              if (!audit.recorded(
                  act.because(Optional.of(step.reason())), () -> records.move(id, from, step))) {
                return declined(Decline.CONFLICT, "The set is " + golden.state() + ".");
              }
              rememberEnded();
              signals.askAll(golden.subject());
              return show(id);
            });
  }

  /// Retires sets whose windows are over, and asks their models' machines to attest. Remembers what
  /// ended, also by other verifiers.
  public void endWindows() {
    for (var golden : records.ended(clock.instant())) {
      var reason = "Its window is over";
      var step = step(GoldenState.RETIRED, "the verifier", reason);
      var act = Act.ofTheVerifier(ActKind.GOLDEN_RETIRED, Act.golden(golden.id()));
      if (audit.recorded(
          act.because(Optional.of(reason)),
          () -> records.move(golden.id(), EnumSet.of(GoldenState.ACTIVE), step))) {
        signals.askAll(golden.subject());
      }
    }
    rememberEnded();
  }

  private void rememberEnded() {
    ended.add(records.endedIds());
  }

  /// Asks the machines of every model and image that has an ACTIVE set to attest: who may sign has
  /// changed.
  public void askAgain() {
    records.activeSubjects().forEach(signals::askAll);
  }

  private GoldenStep step(GoldenState state, String by, String reason) {
    return new GoldenStep(state, by, clock.instant(), reason);
  }

  private static Optional<String> written(Optional<String> reason) {
    return reason.flatMap(text -> Text.written(text, LONGEST_REASON));
  }
}
