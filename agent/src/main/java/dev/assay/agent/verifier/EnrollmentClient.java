package dev.assay.agent.verifier;

import dev.assay.agent.log.Printable;
import dev.assay.agent.tpm.AttestationKey;
import dev.assay.agent.tpm.EndorsementKey;
import dev.assay.agent.tpm.Tpm;
import dev.assay.agent.tpm.TpmException;
import dev.assay.agent.verifier.VerifierException.Kind;
import dev.assay.v1.ActivateRequest;
import dev.assay.v1.ActivateResponse;
import dev.assay.v1.EnrollRequest;
import dev.assay.v1.EnrollResponse;
import dev.assay.v1.EnrollmentServiceGrpc;
import dev.assay.v1.EnrollmentState;
import dev.assay.v1.HostFacts;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Makes a TPM known to the verifier: offers its keys, opens the credential that only this TPM can
/// open, gives the answer back.
public final class EnrollmentClient {
  private static final long DEADLINE_SECONDS = 30;
  private static final int MOST_INTERMEDIATES = 8;
  private static final int TRIES = 3;
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final VerifierConnection connection;

  /// A client over that connection.
  public EnrollmentClient(VerifierConnection connection) {
    this.connection = connection;
  }

  /// What the verifier said.
  ///
  /// @param active whether a person or rule has approved the machine already
  /// @param message what happens next, cleaned for a terminal
  public record Outcome(boolean active, String message) {}

  /// Enrolls. Doing it again with the same keys changes nothing, so where the verifier can't be
  /// reached it is tried again, three times in all.
  ///
  /// @throws VerifierException where the verifier refuses, can't be reached, or breaks the contract
  /// @throws TpmException where the TPM doesn't open the credential
  public Outcome enroll(Tpm tpm, EndorsementKey ek, AttestationKey ak, HostFacts facts)
      throws VerifierException, TpmException {
    for (int tries = 1; ; tries++) {
      try {
        return enrollOnce(tpm, ek, ak, facts);
      } catch (VerifierException e) {
        if (e.kind() != Kind.UNREACHABLE || tries == TRIES) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private Outcome enrollOnce(Tpm tpm, EndorsementKey ek, AttestationKey ak, HostFacts facts)
      throws VerifierException, TpmException {
    try {
      var offer = offer(request(ek, ak, facts));
      var secret =
          tpm.activateCredential(ak, offer.getCredentialBlob(), offer.getEncryptedSecret());
      var answer =
          ActivateRequest.newBuilder().setChallengeId(offer.getChallengeId()).setSecret(secret);
      return outcome(stub().activate(answer.build()), ak);
    } catch (StatusRuntimeException e) {
      throw CallStatus.failure(e.getStatus(), connection.address());
    }
  }

  private static EnrollRequest request(EndorsementKey ek, AttestationKey ak, HostFacts facts) {
    var request =
        EnrollRequest.newBuilder()
            .setEkPublic(ek.publicArea())
            .setAkPublic(ak.publicArea())
            .addAllEkChain(ek.chain().stream().limit(MOST_INTERMEDIATES).toList())
            .setHost(facts);
    ek.certificate().ifPresent(request::setEkCertificate);
    return request.build();
  }

  private EnrollResponse offer(EnrollRequest request) throws VerifierException {
    var offer = stub().enroll(request);
    if (offer.getCredentialBlob().size() > 256
        || offer.getEncryptedSecret().size() > 1024
        || offer.getChallengeId().size() != 16) {
      throw nonsense("an enrollment challenge over its limits");
    }
    return offer;
  }

  private static Outcome outcome(ActivateResponse response, AttestationKey ak)
      throws VerifierException {
    if (!response.getMachineId().equals(ak.machineId())) {
      throw nonsense("another machine's id");
    }
    if (response.getState() != EnrollmentState.ENROLLMENT_STATE_PENDING
        && response.getState() != EnrollmentState.ENROLLMENT_STATE_ACTIVE) {
      throw nonsense("an enrollment state that this agent doesn't know");
    }
    return new Outcome(
        response.getState() == EnrollmentState.ENROLLMENT_STATE_ACTIVE,
        Printable.of(response.getMessage()));
  }

  private EnrollmentServiceGrpc.EnrollmentServiceBlockingStub stub() {
    return EnrollmentServiceGrpc.newBlockingStub(connection.channel())
        .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  private static VerifierException nonsense(String what) {
    return new VerifierException(Kind.NONSENSE, "the verifier sent " + what);
  }
}
