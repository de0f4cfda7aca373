package dev.assay.golden;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.nio.charset.StandardCharsets;

/// A golden set that somebody put forward: what people sign.
public record ProposedSet(GoldenSet set, Proposal proposal) {

  /// The signed document: the set's, with the proposal beside its fields, as RFC 8785 writes it.
  public Bytes canonical() {
    var document = GoldenJson.document(set);
    document.set(GoldenJson.PROPOSAL, proposal.write());
    return Bytes.wrap(GoldenJson.canonical(document).getBytes(StandardCharsets.UTF_8));
  }

  /// SHA-256 of [#canonical].
  public Digest digest() {
    return HashAlgorithm.SHA256.hash(canonical());
  }
}
