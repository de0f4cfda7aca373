package dev.assay.cli.quote;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.enroll.VouchedKey;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.KeyScheme;
import dev.assay.appraisal.tpm.QuoteStatement;
import dev.assay.appraisal.tpm.TpmSignature;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// A quote's signature: TPMT_SIGNATURE (`tpm2_quote -f tss`), or the bare one (`-f plain`), which
/// names neither padding nor hash.
final class SignatureFile {
  private SignatureFile() {}

  /// The signature as TPMT_SIGNATURE. Bytes that are neither form come back as they are, for the
  /// appraisal to say what is wrong with them.
  static Bytes structured(Bytes bytes, VouchedKey key, QuoteStatement statement) {
    return isStructured(bytes) ? bytes : fromPlain(bytes, key, statement);
  }

  private static boolean isStructured(Bytes bytes) {
    try {
      TpmSignature.parse(bytes);
      return true;
    } catch (MalformedInput _) {
      return false;
    }
  }

  /// A quote's digest is made by the hash of its signature, so its length tells the hash; the
  /// padding is the one that verifies, if one does.
  private static Bytes fromPlain(Bytes plain, VouchedKey key, QuoteStatement statement) {
    var candidates =
        schemes(statement.pcrDigest().length())
            .filter(key::allows)
            .flatMap(scheme -> plain(plain, scheme).stream())
            .toList();
    return candidates.stream()
        .filter(candidate -> key.verifies(statement.raw(), candidate))
        .findFirst()
        .or(() -> candidates.stream().findFirst())
        .map(TpmSignature::write)
        .orElse(plain);
  }

  private static Stream<KeyScheme> schemes(int digestSize) {
    return Arrays.stream(HashAlgorithm.values())
        .filter(hash -> hash.size() == digestSize)
        .flatMap(
            hash ->
                Stream.of(KeyScheme.rsaSsa(hash), KeyScheme.rsaPss(hash), KeyScheme.ecdsa(hash)));
  }

  private static List<TpmSignature> plain(Bytes plain, KeyScheme scheme) {
    try {
      return List.of(TpmSignature.ofPlain(plain, scheme));
    } catch (MalformedInput _) {
      return List.of();
    }
  }
}
