package dev.assay.verifier.service;

import java.util.List;
import java.util.stream.Collectors;

/// The signatures of a golden set, and whether they are enough.
///
/// @param needed how many must count
public record SignatureCount(int needed, List<Counted> signatures) {

  public SignatureCount {
    signatures = List.copyOf(signatures);
  }

  /// One signature and what it is worth.
  public record Counted(GoldenSignature signature, Standing standing) {}

  /// What a signature is worth.
  public enum Standing {
    /// It is one of those that are needed.
    COUNTS("counts"),
    /// It fits neither this document nor this proposal.
    OF_ANOTHER_DOCUMENT("was not made over this document"),
    /// Its key is not among the signers', or no longer.
    KEY_REMOVED("its key is not among the signers' keys"),
    /// Who puts a set forward does not sign it.
    OF_PROPOSER("the proposer does not count"),
    /// That person's other signature counts.
    OF_SAME_PERSON("the same person signed before");

    private final String words;

    Standing(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  public boolean enough() {
    return counting().size() >= needed;
  }

  /// Who signed, as far as it counts.
  public List<String> counting() {
    return signatures.stream()
        .filter(one -> one.standing() == Standing.COUNTS)
        .map(one -> one.signature().signer())
        .toList();
  }

  /// How far it is, for people: "1 of 2 signatures: alice; bob (its key …)".
  public String words() {
    var names =
        signatures.stream()
            .map(
                one ->
                    one.standing() == Standing.COUNTS
                        ? one.signature().signer()
                        : one.signature().signer() + " (" + one.standing().words() + ")")
            .collect(Collectors.joining(", "));
    return "%d of %d signatures%s"
        .formatted(counting().size(), needed, names.isEmpty() ? "" : ": " + names);
  }
}
