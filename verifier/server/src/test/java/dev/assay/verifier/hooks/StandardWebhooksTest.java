package dev.assay.verifier.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardWebhooksTest {
  private static final Instant AT = Instant.ofEpochSecond(1_614_265_330);
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String BODY = "{\"test\": 2432232314}";
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @Test
  void signatureIsTheOneThatReferenceLibrariesTest() throws HookUnusable {
    assertThat(StandardWebhooks.signatures(List.of(SECRET), ID, AT, BODY))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void ed25519SignatureIsOneOfTheKey() throws GeneralSecurityException, HookUnusable {
    var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    var seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
    var secret = "whsk_" + Base64.getEncoder().encodeToString(seed);

    var header = StandardWebhooks.signatures(List.of(secret), ID, AT, BODY);

    assertThat(header).startsWith("v1a,");
    var verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(pair.getPublic());
    verifier.update((ID + ".1614265330." + BODY).getBytes(StandardCharsets.UTF_8));
    assertThat(verifier.verify(Base64.getDecoder().decode(header.substring(4)))).isTrue();
  }

  @Test
  void eachSecretSigns() throws HookUnusable {
    assertThat(StandardWebhooks.signatures(List.of(SECRET, SECRET), ID, AT, BODY).split(" "))
        .hasSize(2);
  }

  @Test
  void secretOfAnotherFormIsRefusedAndNotQuoted() {
    for (var secret : List.of("hunter22", "whsec_short", "whsec_%%%", "whsk_AAAA")) {
      assertThatThrownBy(() -> StandardWebhooks.signatures(List.of(secret), ID, AT, BODY))
          .isInstanceOf(HookUnusable.class)
          .hasMessageNotContaining(secret);
    }
  }
}
