package dev.assay.appraisal.testing;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.enroll.BoundKey;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.appraisal.tpm.TpmPublic;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A quote that tpm2_quote made inside a captured machine, over PCR 0 to 15 of the SHA-256 bank.
public record CapturedQuote(
    Bytes attest,
    Bytes signature,
    PcrValues values,
    BoundKey key,
    Bytes extraData,
    PcrSelection selection) {

  public static CapturedQuote of(String capture) {
    PcrSelection selection =
        PcrSelection.of(List.of(HashAlgorithm.SHA256), PcrSelection.DEFAULT_MASK);
    return new CapturedQuote(
        Captures.bytes(capture, "quote/quote.msg"),
        Captures.bytes(capture, "quote/quote.sig"),
        Captures.pcrs(capture).within(selection),
        BoundKey.recall(ek(capture).sha256(), ak(capture)),
        Bytes.fromHex(
            new String(
                    Captures.bytes(capture, "quote/nonce.hex").toArray(), StandardCharsets.US_ASCII)
                .strip()),
        selection);
  }

  public static TpmPublic ak(String capture) {
    return sized(Captures.bytes(capture, "quote/ak.pub"));
  }

  public static TpmPublic ek(String capture) {
    return sized(Captures.bytes(capture, "quote/ek.pub"));
  }

  private static TpmPublic sized(Bytes tpm2bPublic) {
    try {
      return TpmPublic.parseSized(tpm2bPublic);
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }
}
