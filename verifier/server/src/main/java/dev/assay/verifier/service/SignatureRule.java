package dev.assay.verifier.service;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.golden.ProposedSet;
import dev.assay.golden.signing.Envelope;
import dev.assay.golden.signing.Signer;
import dev.assay.verifier.service.SignatureCount.Counted;
import dev.assay.verifier.service.SignatureCount.Standing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// How many people have to sign a golden set, and whose signatures count: those of different people
/// who may sign now, the proposer not among them.
public final class SignatureRule {
  /// More people than this never agree.
  public static final int MOST = 16;

  private final int needed;
  private final SignerBook book;

  /// @param needed 0 where nobody signs, which is for try-outs
  public SignatureRule(int needed, SignerBook book) {
    if (needed < 0 || needed > MOST) {
      throw new IllegalArgumentException("0 to 16 people sign a golden set, not " + needed);
    }
    this.needed = needed;
    this.book = book;
  }

  public int needed() {
    return needed;
  }

  Signers signers() {
    return book.current();
  }

  /// Whose signature of this set it is, among those who may sign now.
  Optional<Signer> signer(ProposedSet proposed, Bytes signature) {
    return signer(signers(), proposed, signature);
  }

  private static Optional<Signer> signer(Signers signers, ProposedSet proposed, Bytes signature) {
    return signers.list().stream()
        .filter(signer -> Envelope.verifies(proposed, signer.key(), signature))
        .findFirst();
  }

  /// Looks at each signature of a set.
  public SignatureCount count(StoredGolden golden) {
    return count(golden, signers());
  }

  SignatureCount count(StoredGolden golden, Signers signers) {
    var people = new HashSet<String>();
    var counted = new ArrayList<Counted>();
    for (var signature : golden.signatures()) {
      counted.add(new Counted(signature, standing(golden, signature, signers, people)));
    }
    return new SignatureCount(needed, counted);
  }

  private static Standing standing(
      StoredGolden golden, GoldenSignature signature, Signers signers, Set<String> people) {
    var proposed = golden.proposed();
    var signer = proposed.flatMap(set -> signer(signers, set, signature.value()));
    if (proposed.isEmpty() || signer.isEmpty()) {
      boolean known =
          signers.list().stream().anyMatch(one -> one.key().fingerprint().equals(signature.key()));
      return known ? Standing.OF_ANOTHER_DOCUMENT : Standing.KEY_REMOVED;
    }
    if (signer.get().is(proposed.get().proposal().by())) {
      return Standing.OF_PROPOSER;
    }
    return people.add(signer.get().name().toLowerCase(Locale.ROOT))
        ? Standing.COUNTS
        : Standing.OF_SAME_PERSON;
  }
}
