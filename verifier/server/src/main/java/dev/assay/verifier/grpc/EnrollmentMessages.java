package dev.assay.verifier.grpc;

import com.google.protobuf.ByteString;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.v1.ActivateRequest;
import dev.assay.v1.ActivateResponse;
import dev.assay.v1.EnrollRequest;
import dev.assay.v1.EnrollResponse;
import dev.assay.v1.EnrollmentState;
import dev.assay.verifier.service.Enrolled;
import dev.assay.verifier.service.EnrollmentRequest;
import dev.assay.verifier.service.OpenedEnrollment;
import java.util.Optional;

/// The messages of enrollment, checked against the contract's limits, to and from the domain's
/// types.
final class EnrollmentMessages {

  private static final int REQUEST_LIMIT = 64 * 1024;
  private static final int PUBLIC_LIMIT = 1_024;
  private static final int CERTIFICATE_LIMIT = 8_192;
  private static final int CHAIN_LIMIT = 8;
  private static final int CHALLENGE_ID_SIZE = 16;
  private static final int SECRET_LIMIT = 64;

  private EnrollmentMessages() {}

  static EnrollmentRequest request(EnrollRequest request) {
    int size = request.getSerializedSize();
    if (size > REQUEST_LIMIT) {
      throw Faults.invalid(
          "EnrollRequest", "%d bytes, at most %d are taken".formatted(size, REQUEST_LIMIT));
    }
    return new EnrollmentRequest(
        Fields.atMost(PUBLIC_LIMIT, request.getEkPublic(), "ek_public"),
        certificate(request),
        Fields.list(CHAIN_LIMIT, CERTIFICATE_LIMIT, request.getEkChainList(), "ek_chain"),
        Fields.atMost(PUBLIC_LIMIT, request.getAkPublic(), "ak_public"),
        HostMessages.facts(request.getHost()));
  }

  private static Optional<Bytes> certificate(EnrollRequest request) {
    return request.hasEkCertificate()
        ? Optional.of(
            Fields.atMost(CERTIFICATE_LIMIT, request.getEkCertificate(), "ek_certificate"))
        : Optional.empty();
  }

  static Bytes challengeId(ActivateRequest request) {
    return Fields.exactly(CHALLENGE_ID_SIZE, request.getChallengeId(), "challenge_id");
  }

  static Bytes secret(ActivateRequest request) {
    return Fields.atMost(SECRET_LIMIT, request.getSecret(), "secret");
  }

  static EnrollResponse response(OpenedEnrollment opened) {
    return EnrollResponse.newBuilder()
        .setChallengeId(byteString(opened.challengeId()))
        .setCredentialBlob(byteString(opened.credentialBlob()))
        .setEncryptedSecret(byteString(opened.encryptedSecret()))
        .setExpiresInSeconds(Math.toIntExact(opened.expiresIn().toSeconds()))
        .build();
  }

  static ActivateResponse response(Enrolled enrolled) {
    return ActivateResponse.newBuilder()
        .setMachineId(byteString(enrolled.machine().value()))
        .setState(state(enrolled))
        .setMessage(enrolled.message())
        .build();
  }

  private static EnrollmentState state(Enrolled enrolled) {
    return switch (enrolled.state()) {
      case PENDING -> EnrollmentState.ENROLLMENT_STATE_PENDING;
      case ACTIVE -> EnrollmentState.ENROLLMENT_STATE_ACTIVE;
      case RETIRED, BANNED ->
          throw new IllegalStateException("a machine out of service has enrolled: " + enrolled);
    };
  }

  private static ByteString byteString(Bytes bytes) {
    return ByteString.copyFrom(bytes.toArray());
  }
}
