package dev.assay.appraisal.finding;

import java.util.SortedMap;

/// The quote was signed by another scheme or hash than the attestation key is bound to. SHA-1 is
/// never allowed.
///
/// @param scheme the scheme and hash of the signature, as "ECDSA with sha1"
/// @param allowed what the key signs with
public record SignatureSchemeNotAllowed(String scheme, String allowed) implements QuoteFinding {
  @Override
  public String code() {
    return "SIGNATURE_SCHEME_NOT_ALLOWED";
  }

  @Override
  public String message() {
    return "The quote is signed with "
        + scheme
        + ", but the machine's key signs with "
        + allowed
        + ".";
  }

  @Override
  public String remedy() {
    return "The machine's key can't have made this signature: look for an agent or a middleman that"
        + " signs with another key. Enroll the machine again only once you know why.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("actual", scheme).put("expected", allowed).done();
  }
}
