package dev.assay.appraisal.testing;

import dev.assay.appraisal.Evidence;
import dev.assay.appraisal.LogEvidence;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import java.security.KeyPair;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Makes evidence as a TPM and an agent would, right in everything until a test changes one thing
/// of it.
public final class EvidenceBuilder {
  private QuoteBuilder quote;
  private PcrValues claimed;
  private KeyPair signer = TestKeys.ec("secp256r1");
  private UnaryOperator<Bytes> signature = UnaryOperator.identity();

  private EvidenceBuilder(QuoteBuilder quote, PcrValues claimed) {
    this.quote = quote;
    this.claimed = claimed;
  }

  /// Evidence of a TPM that holds `values`, signed by [TestKeys#boundEc].
  public static EvidenceBuilder of(PcrSelection selection, PcrValues values, Bytes extraData) {
    var quote = QuoteBuilder.of(values, selection, HashAlgorithm.SHA256).extraData(extraData);
    return new EvidenceBuilder(quote, values.within(selection));
  }

  /// Changes what is signed.
  public EvidenceBuilder quote(UnaryOperator<QuoteBuilder> change) {
    quote = change.apply(quote);
    return this;
  }

  /// Changes the values that are sent along.
  public EvidenceBuilder claim(UnaryOperator<PcrValues> change) {
    claimed = change.apply(claimed);
    return this;
  }

  public EvidenceBuilder signedBy(KeyPair other) {
    signer = other;
    return this;
  }

  /// Changes TPMT_SIGNATURE.
  public EvidenceBuilder signature(UnaryOperator<Bytes> change) {
    signature = change;
    return this;
  }

  public Evidence with(LogEvidence log) {
    var attest = quote.write();
    return new Evidence(attest, signature.apply(TestKeys.signEc(signer, attest)), claimed, log);
  }

  /// `values` with one of them replaced.
  public static PcrValues with(PcrValues values, int pcr, Digest value) {
    SortedMap<PcrIndex, Digest> changed = new TreeMap<>(Map.of(PcrIndex.of(pcr), value));
    return values.mergedWith(new PcrValues(new TreeMap<>(Map.of(value.algorithm(), changed))));
  }

  /// `values` without one of them.
  public static PcrValues without(PcrValues values, HashAlgorithm bank, int pcr) {
    SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> banks = new TreeMap<>(values.banks());
    SortedMap<PcrIndex, Digest> kept = new TreeMap<>(values.bank(bank));
    kept.remove(PcrIndex.of(pcr));
    banks.put(bank, kept);
    return new PcrValues(banks);
  }
}
