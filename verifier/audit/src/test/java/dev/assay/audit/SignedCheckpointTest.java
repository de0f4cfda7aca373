package dev.assay.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.appraisal.codec.Bytes;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import org.junit.jupiter.api.Test;

class SignedCheckpointTest {
  private final Checkpoint checkpoint = TestLog.checkpoint(TestLog.of(3), 3);
  private final SignedCheckpoint signed = signed(checkpoint, keys());

  private static KeyPair keys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static SignedCheckpoint signed(Checkpoint checkpoint, KeyPair keys) {
    try {
      var signature = Signature.getInstance("Ed25519");
      signature.initSign(keys.getPrivate());
      signature.update(checkpoint.signedBytes().toArray());
      return new SignedCheckpoint(
          checkpoint, Bytes.wrap(keys.getPublic().getEncoded()), Bytes.wrap(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void signatureOfItsKeyHolds() {
    assertThat(signed.verified()).contains(checkpoint);
  }

  @Test
  void anotherCheckpointUnderTheSignatureIsNone() {
    var later = new Checkpoint(4, checkpoint.hash(), checkpoint.at());

    assertThat(new SignedCheckpoint(later, signed.key(), signed.signature()).verified()).isEmpty();
  }

  @Test
  void anotherKeyIsNotTheSigner() {
    var other = signed(checkpoint, keys());

    assertThat(new SignedCheckpoint(checkpoint, other.key(), signed.signature()).verified())
        .isEmpty();
    assertThat(other.keyId()).isNotEqualTo(signed.keyId());
  }

  @Test
  void keyThatIsNoKeySignsNothing() {
    assertThat(new SignedCheckpoint(checkpoint, Bytes.fromHex("00"), signed.signature()).verified())
        .isEmpty();
  }

  @Test
  void lineIsReadAsItWasWritten() throws Malformed {
    assertThat(SignedCheckpoint.read(signed.write())).isEqualTo(signed);
  }

  @Test
  void lineOfAnotherFormIsRefused() {
    assertThatThrownBy(() -> SignedCheckpoint.read("{\"sequence\":1}"))
        .isInstanceOf(Malformed.class);
    assertThatThrownBy(
            () -> SignedCheckpoint.read(signed.write().replace("\"key\":\"", "\"key\":\"!")))
        .isInstanceOf(Malformed.class);
  }
}
