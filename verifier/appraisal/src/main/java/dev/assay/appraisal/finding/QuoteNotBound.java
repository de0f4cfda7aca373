package dev.assay.appraisal.finding;

import dev.assay.appraisal.codec.Bytes;
import java.util.SortedMap;

/// The signed extraData is not the one that this nonce over this connection gives: the quote was
/// made for another question or travelled through another channel.
///
/// @param expected what the nonce and the channel give
/// @param actual what the TPM signed
public record QuoteNotBound(Bytes expected, Bytes actual) implements QuoteFinding {
  @Override
  public String code() {
    return "QUOTE_NOT_BOUND";
  }

  @Override
  public String message() {
    return "The quote doesn't answer this nonce: it is an old one, or it was relayed over another"
        + " connection.";
  }

  @Override
  public String remedy() {
    return "Ask the machine to attest again. If it persists, look for a proxy that ends TLS between"
        + " agent and verifier (configure it on both sides), or for somebody replaying this"
        + " machine's quotes.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("actual", actual.toHex()).put("expected", expected.toHex()).done();
  }
}
