package dev.assay.cli.quote;

import dev.assay.appraisal.OfflineEvidence;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.enroll.VouchedKey;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.appraisal.tpm.QuoteStatement;
import dev.assay.cli.input.InputFile;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import java.util.Optional;

/// The files of one quote.
public record QuoteFiles(
    InputFile attest,
    InputFile signature,
    InputFile key,
    Optional<InputFile> pcrs,
    Optional<InputFile> log) {
  // TPM_GENERATED_VALUE (TPM 2.0 Part 2, section 6.2).
  private static final Bytes MAGIC = Bytes.fromHex("ff544347");

  /// The key, on the word of the person who named it.
  ///
  /// @throws CommandFailed (2) where the file holds none that can sign quotes
  public VouchedKey vouchedKey() throws CommandFailed {
    return KeyFile.read(key);
  }

  /// The evidence. A broken quote, signature or log is left for the appraisal to find: it is the
  /// machine's fault and not that of the person who asks.
  ///
  /// @throws CommandFailed (2) where a file is not of the kind that its option names
  public OfflineEvidence evidence(VouchedKey vouched) throws CommandFailed {
    requireStatement();
    var preparedLog = log.map(InputFile::bytes).map(PreparedLog::of);
    QuoteStatement statement;
    try {
      statement = QuoteStatement.parse(attest.bytes());
    } catch (MalformedInput _) {
      // Its values can't be told apart then, and need not be: nothing is signed.
      return new OfflineEvidence(
          attest.bytes(), signature.bytes(), pcrs.map(_ -> PcrValues.EMPTY), preparedLog);
    }
    Optional<PcrValues> values =
        pcrs.isPresent()
            ? Optional.of(PcrFile.read(pcrs.get(), statement.selection()))
            : Optional.empty();
    return new OfflineEvidence(
        attest.bytes(),
        SignatureFile.structured(signature.bytes(), vouched, statement),
        values,
        preparedLog);
  }

  private void requireStatement() throws CommandFailed {
    var bytes = attest.bytes();
    if (bytes.length() < MAGIC.length() || !bytes.slice(0, MAGIC.length()).equals(MAGIC)) {
      throw new CommandFailed(
          ExitCode.USAGE,
          "%s is no quote: it doesn't begin as what a TPM states (ff544347); give what tpm2_quote -m wrote."
              .formatted(attest.name()));
    }
  }
}
