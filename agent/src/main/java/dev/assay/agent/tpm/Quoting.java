package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import dev.assay.agent.tpm.TpmException.Code;
import java.util.List;
import tss.tpm.TPM2_Quote_REQUEST;
import tss.tpm.TPMS_NULL_SIG_SCHEME;
import tss.tpm.TPM_CC;

/// Quotes PCRs and reads their values until both agree: programs may extend PCRs in between.
final class Quoting {

  private static final int TRIES = 10;

  private final TpmConnection connection;
  private final LoadedKey key;
  private final SaltedSession session;

  Quoting(TpmConnection connection, LoadedKey key, SaltedSession session) {
    this.connection = connection;
    this.key = key;
    this.session = session;
  }

  /// @param remembered values that were right last time, which saves reading them where they still
  ///   are; may be empty
  Quote quote(ByteString extraData, List<PcrBank> selection, List<PcrBankDigests> remembered)
      throws TpmException {
    List<PcrBankDigests> values =
        remembered.isEmpty() ? PcrReader.read(connection, selection) : remembered;
    for (int i = 0; i < TRIES; i++) {
      Quote quote = quoteOnce(extraData, selection, values);
      ByteString digest = QuotedPcrs.parse(quote.attest()).digestOf(selection);
      if (digest(values).equals(digest)) {
        return quote;
      }
      values = PcrReader.read(connection, selection);
      if (digest(values).equals(digest)) {
        return new Quote(quote.attest(), quote.signature(), values);
      }
    }
    throw new TpmException(
        Code.UNSETTLED,
        "the PCR values did not match the quote in "
            + TRIES
            + " tries: either programs keep extending PCRs, or the values are altered on the TPM's"
            + " bus");
  }

  private Quote quoteOnce(
      ByteString extraData, List<PcrBank> selection, List<PcrBankDigests> values)
      throws TpmException {
    Command command =
        Command.of(
            TPM_CC.Quote,
            new TPM2_Quote_REQUEST(
                key.entity().tss(),
                extraData.toByteArray(),
                new TPMS_NULL_SIG_SCHEME(),
                PcrBank.tss(selection)),
            key.entity());
    WireReader in = connection.execute(command, session).reader(command);
    ByteString attest = in.sized();
    return new Quote(attest, in.rest(), values);
  }

  /// pcrDigest of TPMS_QUOTE_INFO is made with the hash of the signing scheme (TPM 2.0 Part 3,
  /// section 18.4), which is SHA-256 for all our keys.
  private static ByteString digest(List<PcrBankDigests> values) {
    return HashAlgorithm.SHA256.hash(
        values.stream().map(PcrBankDigests::values).toArray(ByteString[]::new));
  }
}
