package dev.assay.appraisal.finding;

import java.util.List;
import java.util.SortedMap;

/// The key that signed is no attestation key, so its signature doesn't show that a TPM stated
/// anything. Where a machine is enrolled, such a key is refused at once; this is for keys that come
/// by themselves.
///
/// @param key the key's Name; of a bare key, the SHA-256 of its SubjectPublicKeyInfo
/// @param reasons why, each a sentence without its full stop; one at least
public record KeyUnsuitable(String key, List<String> reasons) implements QuoteFinding {
  public KeyUnsuitable {
    reasons = List.copyOf(reasons);
    if (reasons.isEmpty()) {
      throw new IllegalArgumentException("unsuitable for no reason");
    }
  }

  @Override
  public String code() {
    return "KEY_UNSUITABLE";
  }

  @Override
  public String message() {
    return "The key is no attestation key: " + String.join("; ", reasons) + ".";
  }

  @Override
  public String remedy() {
    return "Have the machine quote with a restricted signing key made in its TPM, as"
        + " `tpm2_createak` and the agent make them; anybody can sign anything with this one.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("key", key).put("reasons", String.join("; ", reasons)).done();
  }
}
