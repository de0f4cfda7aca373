package dev.assay.appraisal.finding;

import dev.assay.appraisal.golden.VaryingField;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// An event stands where a golden one is expected, and its digest is another.
///
/// @param where the machine's event
/// @param actual its digests, in the compared banks
/// @param golden what is accepted there, each choice by bank; for an event that may vary per
///   machine the digest of what may not vary
/// @param mayVary the fields that may differ from machine to machine; empty where none may
/// @param rest the digest of this machine's event without those fields; empty where none may vary,
///   or where the log holds no verified data to tell them apart
/// @param goldenSet the golden set's id
/// @param severity by layer and kind
public record EventChanged(
    EventPlace where,
    SortedMap<HashAlgorithm, Digest> actual,
    List<SortedMap<HashAlgorithm, Digest>> golden,
    Set<VaryingField> mayVary,
    Optional<Digest> rest,
    String goldenSet,
    Severity severity)
    implements GoldenFinding, EventFinding {

  public EventChanged {
    actual = Digests.copy(actual);
    golden = golden.stream().map(Digests::copy).toList();
    mayVary = Set.copyOf(mayVary);
    if (golden.isEmpty()) {
      throw new IllegalArgumentException("no golden digest");
    }
  }

  @Override
  public String code() {
    return "EVENT_CHANGED";
  }

  @Override
  public String message() {
    if (mayVary.isEmpty()) {
      var bank = Digests.deviatingBank(actual, golden);
      return where
          + ": digest "
          + Digests.shortened(Digests.in(actual, bank))
          + " is not among the golden ones "
          + Digests.shortened(golden, bank)
          + ".";
    }
    var bank = golden.getFirst().firstKey();
    return rest.map(
            digest ->
                where
                    + ": apart from "
                    + Fields.list(mayVary)
                    + ", which may vary, digest "
                    + Digests.shortened(digest)
                    + " is not the golden one "
                    + Digests.shortened(golden, bank)
                    + ".")
        .orElseGet(
            () ->
                where
                    + ": digest "
                    + Digests.shortened(Digests.in(actual, Digests.shownBank(actual)))
                    + " may vary in "
                    + Fields.list(mayVary)
                    + ", but no verified data shows that only this does.");
  }

  @Override
  public String remedy() {
    return switch (severity) {
      case VIOLATION ->
          "If this was an update that you rolled out, add its golden set from sound siblings. If"
              + " not, take the machine out of work and compare its flash and cards with a"
              + " sibling's.";
      case WARNING, UNDECIDED, NOTE ->
          "Check whether somebody changed this on purpose (boot options, boot loader, kernel). If"
              + " it is right, accept it in the golden set; if not, put it back.";
    };
  }

  @Override
  public SortedMap<String, String> data() {
    var data =
        new Data()
            .at(where)
            .put("actual", Digests.whole(actual))
            .put("expected", Digests.whole(golden))
            .put("goldenSet", goldenSet);
    if (!mayVary.isEmpty()) {
      data.put("mayVary", Fields.list(mayVary));
    }
    rest.ifPresent(digest -> data.put("rest", digest.toString()));
    return data.done();
  }
}
