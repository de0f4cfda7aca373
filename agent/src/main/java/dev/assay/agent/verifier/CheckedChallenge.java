package dev.assay.agent.verifier;

import com.google.protobuf.ByteString;
import dev.assay.agent.evidence.QuoteBinding;
import dev.assay.agent.tpm.PcrBank;
import dev.assay.agent.verifier.VerifierException.Kind;
import dev.assay.v1.Challenge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// A challenge that keeps to the contract.
///
/// @param nonce 32 bytes
/// @param selection what to quote, in this order; 1 to 8 banks, each once, each with a PCR
/// @param knownLog digest of the log that the verifier has, 32 bytes; empty where it has none
/// @param knownInventory digest of the inventory that the verifier has: 32 bytes, or none where it
///   has none; empty where it takes no inventory
/// @param deadline `System.nanoTime()` from which the nonce is worth nothing
record CheckedChallenge(
    ByteString nonce,
    List<PcrBank> selection,
    Optional<ByteString> knownLog,
    Optional<ByteString> knownInventory,
    long deadline) {
  private static final int MOST_BANKS = 8;
  private static final int ALL_PCRS = 0xFFFFFF;

  CheckedChallenge {
    Objects.requireNonNull(nonce, "nonce");
    selection = List.copyOf(selection);
    Objects.requireNonNull(knownLog, "knownLog");
    Objects.requireNonNull(knownInventory, "knownInventory");
  }

  /// Checks every field.
  ///
  /// @param arrived `System.nanoTime()` of the challenge's arrival
  /// @throws VerifierException of kind NONSENSE that names the field
  static CheckedChallenge of(Challenge challenge, long arrived) throws VerifierException {
    if (challenge.getNonce().size() != QuoteBinding.NONCE_SIZE) {
      throw nonsense("a nonce of " + challenge.getNonce().size() + " bytes, not 32");
    }
    if (challenge.hasKnownLogSha256() && challenge.getKnownLogSha256().size() != 32) {
      throw nonsense("a log digest of " + challenge.getKnownLogSha256().size() + " bytes, not 32");
    }
    var inventory = challenge.getKnownInventorySha256().size();
    if (inventory != 0 && inventory != 32) {
      throw nonsense("an inventory digest of " + inventory + " bytes, not 32");
    }
    var lifetime = Integer.toUnsignedLong(challenge.getExpiresInSeconds());
    if (lifetime == 0) {
      throw nonsense("a challenge without a time to answer it");
    }
    return new CheckedChallenge(
        challenge.getNonce(),
        selection(challenge),
        challenge.hasKnownLogSha256()
            ? Optional.of(challenge.getKnownLogSha256())
            : Optional.empty(),
        challenge.hasKnownInventorySha256()
            ? Optional.of(challenge.getKnownInventorySha256())
            : Optional.empty(),
        arrived + Duration.ofSeconds(Math.min(lifetime, 86_400)).toNanos());
  }

  /// Whether the nonce can no longer be answered.
  boolean isExpired(long nanoTime) {
    return nanoTime - deadline >= 0;
  }

  private static List<PcrBank> selection(Challenge challenge) throws VerifierException {
    var count = challenge.getSelectionCount();
    if (count < 1 || count > MOST_BANKS) {
      throw nonsense("a selection of " + count + " PCR banks, not 1 to " + MOST_BANKS);
    }
    var banks = new ArrayList<PcrBank>();
    var seen = new HashSet<Integer>();
    for (var bank : challenge.getSelectionList()) {
      var mask = bank.getPcrMask();
      if (mask == 0 || (mask & ~ALL_PCRS) != 0 || !isAlgorithm(bank.getHashAlgorithm())) {
        throw nonsense("a PCR selection that no TPM has");
      }
      if (!seen.add(bank.getHashAlgorithm())) {
        throw nonsense("a PCR bank that is selected twice");
      }
      banks.add(new PcrBank(bank.getHashAlgorithm(), mask));
    }
    return banks;
  }

  private static boolean isAlgorithm(int id) {
    return id > 0 && id <= 0xFFFF;
  }

  private static VerifierException nonsense(String what) {
    return new VerifierException(Kind.NONSENSE, "the verifier sent " + what);
  }
}
