package dev.assay.agent.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import dev.assay.v1.Challenge;
import dev.assay.v1.PcrBankSelection;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class CheckedChallengeTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void goodChallengeIsTaken() throws Exception {
    var challenge = CheckedChallenge.of(good().build(), 0);

    assertThat(challenge.selection()).hasSize(1);
    assertThat(challenge.knownLog()).isEmpty();
  }

  @Test
  void nonceExpiresWhenItsTimeIsOver() throws Exception {
    var challenge = CheckedChallenge.of(good().setExpiresInSeconds(10).build(), 5 * SECOND);

    assertThat(challenge.isExpired(14 * SECOND)).isFalse();
    assertThat(challenge.isExpired(15 * SECOND)).isTrue();
  }

  @Test
  void nonceOfAnotherSizeIsRefused() {
    assertRefused(c -> c.setNonce(ByteString.fromHex("00".repeat(31))), "nonce of 31 bytes");
    assertRefused(Challenge.Builder::clearNonce, "nonce of 0 bytes");
  }

  @Test
  void challengeWithoutTimeIsRefused() {
    assertRefused(Challenge.Builder::clearExpiresInSeconds, "without a time");
  }

  @Test
  void oddSelectionsAreRefused() {
    assertRefused(Challenge.Builder::clearSelection, "0 PCR banks");
    assertRefused(c -> c.addSelection(bank(0x000B, 1)), "selected twice");
    assertRefused(c -> c.addSelection(bank(0x0004, 0)), "no TPM has");
    assertRefused(c -> c.addSelection(bank(0x0004, 1 << 24)), "no TPM has");
    assertRefused(c -> c.addSelection(bank(0x10004, 1)), "no TPM has");
  }

  @Test
  void logDigestOfAnotherSizeIsRefused() {
    assertRefused(c -> c.setKnownLogSha256(ByteString.EMPTY), "log digest of 0 bytes");
  }

  @Test
  void inventoryDigestIsWholeOrEmpty() throws Exception {
    assertRefused(
        c -> c.setKnownInventorySha256(ByteString.fromHex("07".repeat(31))),
        "inventory digest of 31 bytes");
    assertThat(CheckedChallenge.of(good().build(), 0).knownInventory()).isEmpty();
    var none = good().setKnownInventorySha256(ByteString.EMPTY).build();
    assertThat(CheckedChallenge.of(none, 0).knownInventory()).contains(ByteString.EMPTY);
  }

  private static void assertRefused(UnaryOperator<Challenge.Builder> change, String message) {
    var challenge = change.apply(good()).build();

    assertThatThrownBy(() -> CheckedChallenge.of(challenge, 0))
        .isInstanceOfSatisfying(
            VerifierException.class,
            e -> assertThat(e.kind()).isEqualTo(VerifierException.Kind.NONSENSE))
        .hasMessageContaining(message);
  }

  private static Challenge.Builder good() {
    return Challenge.newBuilder()
        .setNonce(ByteString.fromHex("07".repeat(32)))
        .addSelection(bank(0x000B, 0xFFFF))
        .setExpiresInSeconds(60);
  }

  private static PcrBankSelection bank(int algorithm, int mask) {
    return PcrBankSelection.newBuilder().setHashAlgorithm(algorithm).setPcrMask(mask).build();
  }
}
