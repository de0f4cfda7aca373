package dev.assay.reference.corim;

import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.reference.ReferenceRefused;
import java.util.Map;
import java.util.Optional;

/// The names and numbers of hash algorithms in CoRIM: those of IANA's "Named Information Hash
/// Algorithm Registry".
final class DigestIds {
  private static final Map<Integer, HashAlgorithm> NUMBERS =
      Map.of(
          1, HashAlgorithm.SHA256,
          7, HashAlgorithm.SHA384,
          8, HashAlgorithm.SHA512);
  private static final Map<String, HashAlgorithm> NAMES =
      Map.of(
          "sha-256", HashAlgorithm.SHA256,
          "sha-384", HashAlgorithm.SHA384,
          "sha-512", HashAlgorithm.SHA512);

  private DigestIds() {}

  /// The algorithm; empty where it is of another number or name.
  static Optional<HashAlgorithm> algorithm(Item id) throws ReferenceRefused {
    return Optional.ofNullable(id.isText() ? NAMES.get(id.text()) : NUMBERS.get(id.number()));
  }

  /// The number; empty where the registry has none, as for SHA-1.
  static Optional<Integer> number(HashAlgorithm algorithm) {
    return NUMBERS.entrySet().stream()
        .filter(entry -> entry.getValue() == algorithm)
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
