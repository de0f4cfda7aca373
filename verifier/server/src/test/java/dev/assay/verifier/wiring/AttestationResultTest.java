package dev.assay.verifier.wiring;

import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.verifier.jose.EarSigner;
import dev.assay.verifier.service.IssueResults;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A receiver who knows the verifier's keys and nothing else, with another library than the
/// signer's.
class AttestationResultTest {
  @TempDir Path data = Path.of("");
  private final TestService service = new TestService();

  /// As after a restart: with the keys that lie in the folder now.
  private IssueResults results() {
    var keys = ResultKeyFolder.open(data, Optional.empty(), new SecureRandom());
    var signer = new EarSigner(keys.current(), keys.others(), "test");
    return new IssueResults(service.fleet, signer, service.policy, Optional.empty(), service.clock);
  }

  private JwtConsumer receiver() throws JoseException {
    var keys = new JsonWebKeySet(results().publicKeys());
    return new JwtConsumerBuilder()
        .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
        .setJwsAlgorithmConstraints(
            new AlgorithmConstraints(
                ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256))
        .setRequireExpirationTime()
        .setRequireIssuedAt()
        .setEvaluationTime(NumericDate.fromSeconds(service.clock.instant().getEpochSecond()))
        .build();
  }

  private JwtClaims received(MachineId machine) throws InvalidJwtException, JoseException {
    return receiver().processToClaims(done(results().of(machine)));
  }

  @SuppressWarnings("unchecked") // JSON
  private static Map<String, Object> appraisal(JwtClaims claims, MachineId machine) {
    var submods = (Map<String, Map<String, Object>>) claims.getClaimValue("submods");
    assertThat(submods).containsOnlyKeys(machine.toHex());
    return Objects.requireNonNull(submods.get(machine.toHex()));
  }

  private TestMachine trusted() {
    var a1 = service.active("a1", "clean-A1");
    service.learn(a1, service.active("a2", "clean-A2"));
    service.attest(a1);
    return a1;
  }

  @Test
  void receiverReadsWhatTheVerifierSays() throws Exception {
    var machine = trusted();

    var claims = received(machine.id());

    assertThat(claims.getStringClaimValue("eat_profile"))
        .isEqualTo("tag:ietf.org,2026:rats/ear#03");
    assertThat(claims.getClaimValue("ear_verifier_id"))
        .isEqualTo(Map.of("developer", "https://assay.dev", "build", "assay-verifier test"));
    var appraisal = appraisal(claims, machine.id());
    assertThat(appraisal)
        .containsEntry("ear_status", "affirming")
        .containsEntry(
            "ear_trustworthiness_vector",
            Map.of("instance-identity", 2L, "configuration", 2L, "executables", 3L));
    assertThat((List<?>) appraisal.get("ear_appraisal_policy_ids"))
        .hasSize(3)
        .anySatisfy(id -> assertThat(id.toString()).startsWith("golden:"))
        .anySatisfy(id -> assertThat(id).isEqualTo("os-layer:enforce"));
  }

  @Test
  void alteredFirmwareIsContraindicated() throws Exception {
    var machine = trusted();
    service.attest(machine.reboot("implant-fw"));

    var appraisal = appraisal(received(machine.id()), machine.id());

    assertThat(appraisal).containsEntry("ear_status", "contraindicated");
  }

  @Test
  void resultEndsBeforeItsVerdictIsStale() throws Exception {
    var machine = trusted();
    service.clock.advance(Duration.ofMinutes(7));

    var claims = received(machine.id());

    var staleAt = service.clock.instant().plusSeconds(60);
    assertThat(claims.getExpirationTime().getValue()).isEqualTo(staleAt.getEpochSecond());
    var token = done(results().of(machine.id()));
    service.clock.advance(Duration.ofSeconds(61));
    assertThatThrownBy(() -> receiver().processToClaims(token))
        .isInstanceOf(InvalidJwtException.class);
    assertThat(appraisal(received(machine.id()), machine.id())).containsEntry("ear_status", "none");
  }

  @Test
  void badNewsIsGoodForTwoIntervals() throws Exception {
    var machine = service.enroll(TestMachine.booted("a1", "clean-A1"));

    var claims = received(machine.id());

    assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue())
        .isEqualTo(600);
    assertThat(appraisal(claims, machine.id())).containsEntry("ear_status", "none");
  }

  @Test
  void changedTokenIsRefused() throws Exception {
    var token = done(results().of(trusted().id())).split("\\.", -1);
    var other =
        done(results().of(service.enroll(TestMachine.booted("b", "clean-B")).id()))
            .split("\\.", -1);

    assertThatThrownBy(() -> receiver().processToClaims(token[0] + "." + other[1] + "." + token[2]))
        .isInstanceOf(InvalidJwtException.class);
  }

  @Test
  void tokenOfTheKeyBeforeIsGoodWhileThatKeyIsPublished() throws Exception {
    var machine = trusted();
    var old = done(results().of(machine.id()));
    var folder = data.resolve(ResultKeyFolder.FOLDER);
    Files.move(folder.resolve(ResultKeyFolder.CURRENT), folder.resolve("before.pem"));

    assertThat(receiver().processToClaims(old).hasClaim("submods")).isTrue();
    assertThat(receiver().processToClaims(done(results().of(machine.id()))).hasClaim("submods"))
        .isTrue();

    Files.delete(folder.resolve("before.pem"));
    assertThatThrownBy(() -> receiver().processToClaims(old))
        .isInstanceOf(InvalidJwtException.class);
  }

  @Test
  void privatePartsAreNotPublished() {
    assertThat(results().publicKeys()).contains("\"kid\"").doesNotContain("\"d\"");
  }
}
