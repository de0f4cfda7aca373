package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.golden.GoldenFile;
import dev.assay.golden.GoldenJson;
import dev.assay.golden.GoldenSetInvalid;
import dev.assay.golden.ProposedSet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Takes golden sets that come as files. A file proves no more than its signatures do: with enough
/// of them the set is APPROVED; with fewer it is a draft, which whoever brought it puts forward in
/// their own name.
public final class ImportGolden {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private final GoldenRecords records;
  private final GoldenLife life;
  private final SignatureRule rule;
  private final AuditLog audit;
  private final InstantSource clock;

  public ImportGolden(
      GoldenRecords records,
      GoldenLife life,
      SignatureRule rule,
      AuditLog audit,
      InstantSource clock) {
    this.records = records;
    this.life = life;
    this.rule = rule;
    this.audit = audit;
    this.clock = clock;
  }

  /// Takes a file. INVALID: it is no golden set; CONFLICT: the set ended before, or another
  /// document of its id is here.
  public Outcome<GoldenRecord> bring(String json, Principal by) {
    try {
      return bring(GoldenJson.read(json), GoldenFile.read(json), by);
    } catch (GoldenSetInvalid invalid) {
      return declined(Decline.INVALID, "This is no golden set: " + invalid.reason() + ".");
    }
  }

  private Outcome<GoldenRecord> bring(GoldenSet set, Optional<GoldenFile> file, Principal by) {
    if (!ID.matcher(set.id()).matches() || BoardModel.parse(set.subject()).isEmpty()) {
      return declined(
          Decline.INVALID,
          "A set's id has 1 to 64 letters, digits, - and _; its model or OS image is "
              + BoardModel.SHAPE
              + ".");
    }
    if (rule.signers().revoked().contains(set.id())) {
      return declined(
          Decline.CONFLICT, "The set is among the revoked ones of the signers' folder.");
    }
    var known = records.find(set.id());
    return known.isPresent() ? join(known.get(), file, by) : add(set, file, by);
  }

  /// A file of a set that is here can bring signatures, and nothing else.
  private Outcome<GoldenRecord> join(GoldenRecord known, Optional<GoldenFile> file, Principal by) {
    var last = known.steps().getLast();
    if (known.state() == GoldenState.RETIRED || known.state() == GoldenState.REVOKED) {
      return declined(
          Decline.CONFLICT,
          "This set was %s by %s at %s%s. It does not come back; learn it anew."
              .formatted(
                  known.state(),
                  last.by(),
                  last.at(),
                  last.reason().isEmpty() ? "" : " (" + last.reason() + ")"));
    }
    var proposed = file.map(GoldenFile::proposed);
    if (proposed.isEmpty() || !proposed.equals(known.stored().proposed())) {
      return declined(
          Decline.CONFLICT,
          "A set of this id is here already, as %s, and not with this document and proposal."
              .formatted(known.state()));
    }
    return sign(known.id(), file.get().signatures(), by);
  }

  private Outcome<GoldenRecord> sign(String id, List<Bytes> signatures, Principal by) {
    // What does not count, or is here already, is left out.
    signatures.forEach(signature -> life.sign(id, signature, by));
    return life.show(id);
  }

  private Outcome<GoldenRecord> add(GoldenSet set, Optional<GoldenFile> file, Principal by) {
    var at = clock.instant();
    var draft =
        new GoldenRecord(
            new StoredGolden(set, Optional.empty(), List.of()),
            GoldenState.DRAFT,
            false,
            Learning.NONE,
            List.of(),
            List.of(new GoldenStep(GoldenState.DRAFT, by.name(), at, "Brought as a file")),
            Optional.empty(),
            Optional.empty());
    audit.doneAndRecorded(
        Act.by(by, ActKind.GOLDEN_IMPORTED, Act.golden(set.id())).with("model", set.subject()),
        () -> records.add(List.of(draft), List.of()));
    return file.filter(this::enough)
        .map(signed -> propose(signed, by, at))
        .orElseGet(() -> life.show(set.id()));
  }

  private boolean enough(GoldenFile file) {
    var signatures =
        file.signatures().stream()
            .flatMap(
                signature ->
                    rule.signer(file.proposed(), signature).stream()
                        .map(
                            signer ->
                                new GoldenSignature(
                                    signature,
                                    signer.key().fingerprint(),
                                    signer.name(),
                                    Instant.EPOCH)))
            .toList();
    var stored =
        new StoredGolden(
            file.proposed().set(), Optional.of(file.proposed().proposal()), signatures);
    return rule.needed() > 0 && rule.count(stored).enough();
  }

  private Outcome<GoldenRecord> propose(GoldenFile file, Principal by, Instant at) {
    ProposedSet proposed = file.proposed();
    var reason = "Brought by " + by.name() + " with its signatures";
    var step = new GoldenStep(GoldenState.PROPOSED, proposed.proposal().by(), at, reason);
    audit.recorded(
        Act.by(by, ActKind.GOLDEN_PROPOSED, Act.golden(proposed.set().id()))
            .because(Optional.of("Put forward by " + step.by() + " elsewhere")),
        () -> records.propose(proposed, step));
    return sign(proposed.set().id(), file.signatures(), by);
  }
}
