package dev.assay.appraisal.check;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.codec.Parser;
import dev.assay.appraisal.enroll.QuoteKey;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.QuoteMalformed;
import dev.assay.appraisal.finding.QuoteNotBound;
import dev.assay.appraisal.finding.SignatureInvalid;
import dev.assay.appraisal.finding.SignatureSchemeNotAllowed;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.appraisal.tpm.QuoteStatement;
import dev.assay.appraisal.tpm.TpmSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Proves that the TPM which holds a key stated these PCR values, in answer to this question; that
/// it is a TPM and whose, is what the kind of [QuoteKey] proves or leaves to a person. The
/// signature is the key's over the exact bytes, the extra data is the expected one, every PCR that
/// was asked for is covered and no other, and the values hash to what was signed (TPM 2.0 Part 3,
/// TPM2_Quote).
public final class VerifiedQuote {
  private final QuoteKey key;
  private final HashAlgorithm hash;
  private final QuoteStatement statement;
  private final PcrValues values;

  private VerifiedQuote(
      QuoteKey key, HashAlgorithm hash, QuoteStatement statement, PcrValues values) {
    this.key = key;
    this.hash = hash;
    this.statement = statement;
    this.values = values;
  }

  /// What became of a quote.
  public sealed interface Result {
    /// What was found, whether or not the quote holds.
    List<Finding> findings();
  }

  /// The quote holds. A finding beside it tells of what came with it and was dropped.
  public record Proven(VerifiedQuote quote, List<Finding> findings) implements Result {
    public Proven {
      findings = List.copyOf(findings);
    }
  }

  /// The quote proves nothing of any PCR.
  ///
  /// @param findings why, one at least
  /// @param authentic whether the key did sign it, for this question; else it says nothing about
  ///   the machine
  public record Refused(List<Finding> findings, boolean authentic) implements Result {
    public Refused {
      findings = List.copyOf(findings);
      if (findings.isEmpty()) {
        throw new IllegalArgumentException("refused for no reason");
      }
    }
  }

  /// Verifies a quote. Never throws for what the arguments before `key` hold.
  ///
  /// @param attest TPMS_ATTEST, as signed
  /// @param signature TPMT_SIGNATURE
  /// @param claimed the PCR values that are said to be quoted
  /// @param key the machine's AK
  /// @param extraData what the quote must carry
  /// @param selection what it must cover
  public static Result verify(
      Bytes attest,
      Bytes signature,
      PcrValues claimed,
      QuoteKey key,
      Bytes extraData,
      PcrSelection selection) {
    List<Finding> malformed = new ArrayList<>();
    Optional<QuoteStatement> statement = parsed("attest", attest, QuoteStatement::parse, malformed);
    Optional<TpmSignature> parsedSignature =
        parsed("signature", signature, TpmSignature::parse, malformed);
    if (statement.isEmpty() || parsedSignature.isEmpty()) {
      return new Refused(malformed, false);
    }
    return authenticity(statement.get(), parsedSignature.get(), key, extraData)
        .<Result>map(finding -> new Refused(List.of(finding), false))
        .orElseGet(
            () -> opened(statement.get(), claimed, key, parsedSignature.get().hash(), selection));
  }

  // What is not signed, or not for us, is not looked at any further: one reason is enough.
  private static Optional<Finding> authenticity(
      QuoteStatement statement, TpmSignature signature, QuoteKey key, Bytes extraData) {
    if (!key.allows(signature.scheme())) {
      return Optional.of(
          new SignatureSchemeNotAllowed(signature.scheme().toString(), key.allowed()));
    }
    if (!key.verifies(statement.raw(), signature)) {
      return Optional.of(new SignatureInvalid(key.id()));
    }
    if (!statement.extraData().equalsConstantTime(extraData)) {
      return Optional.of(new QuoteNotBound(extraData, statement.extraData()));
    }
    return Optional.empty();
  }

  private static Result opened(
      QuoteStatement statement,
      PcrValues claimed,
      QuoteKey key,
      HashAlgorithm hash,
      PcrSelection selection) {
    QuotedValues values = QuotedValues.open(statement, claimed, hash, selection);
    return values.complete()
        ? new Proven(new VerifiedQuote(key, hash, statement, values.values()), values.findings())
        : new Refused(values.findings(), true);
  }

  private static <T> Optional<T> parsed(
      String part, Bytes bytes, Parser<T> parser, List<Finding> malformed) {
    try {
      return Optional.of(parser.parse(bytes));
    } catch (MalformedInput e) {
      malformed.add(new QuoteMalformed(part, e.reason(), e.offset()));
      return Optional.empty();
    }
  }

  /// The key that signed.
  public QuoteKey key() {
    return key;
  }

  /// The hash of the signature, and of the signed digest of the values.
  public HashAlgorithm hash() {
    return hash;
  }

  /// What was signed.
  public QuoteStatement statement() {
    return statement;
  }

  /// What was asked for and signed: equal, bank by bank.
  public PcrSelection selection() {
    return statement.selection();
  }

  /// The value of every selected PCR, and of no other.
  public PcrValues values() {
    return values;
  }
}
