package dev.assay.agent.testing.verifier;

import com.google.protobuf.ByteString;
import dev.assay.agent.testing.SoftwareTpm;
import dev.assay.v1.ActivateRequest;
import dev.assay.v1.ActivateResponse;
import dev.assay.v1.EnrollRequest;
import dev.assay.v1.EnrollResponse;
import dev.assay.v1.EnrollmentServiceGrpc;
import dev.assay.v1.EnrollmentState;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Enrolls with a credential made by tpm2-tools, as a second opinion on the agent's half.
public final class PlayedEnrollment extends EnrollmentServiceGrpc.EnrollmentServiceImplBase {
  private static final ByteString CHALLENGE = ByteString.copyFromUtf8("sixteen bytes, 1");
  private static final ByteString SECRET =
      ByteString.copyFromUtf8("what only this TPM can release..");

  private final SoftwareTpm tpm;
  private final List<EnrollRequest> requests = new CopyOnWriteArrayList<>();

  /// Enrolls machines with the tools running on that TPM.
  public PlayedEnrollment(SoftwareTpm tpm) {
    this.tpm = tpm;
  }

  /// What was asked, in order.
  public List<EnrollRequest> requests() {
    return requests;
  }

  @Override
  public void enroll(EnrollRequest request, StreamObserver<EnrollResponse> response) {
    requests.add(request);
    var credential = ByteBuffer.wrap(makeCredential(request));
    credential.position(8); // the tool's magic and version
    response.onNext(
        EnrollResponse.newBuilder()
            .setChallengeId(CHALLENGE)
            .setCredentialBlob(sized(credential))
            .setEncryptedSecret(sized(credential))
            .setExpiresInSeconds(60)
            .build());
    response.onCompleted();
  }

  @Override
  public void activate(ActivateRequest request, StreamObserver<ActivateResponse> response) {
    if (!request.getSecret().equals(SECRET) || !request.getChallengeId().equals(CHALLENGE)) {
      response.onError(
          Status.UNAUTHENTICATED.withDescription("the secret is wrong").asRuntimeException());
      return;
    }
    response.onNext(
        ActivateResponse.newBuilder()
            .setMachineId(sha256(requests.getLast().getEkPublic()))
            .setState(EnrollmentState.ENROLLMENT_STATE_PENDING)
            .setMessage("waits for approval\033[31m")
            .build());
    response.onCompleted();
  }

  private byte[] makeCredential(EnrollRequest request) {
    try {
      var folder = Files.createTempDirectory(tpm.folder(), "enroll");
      var ek = folder.resolve("ek.pub");
      var secret = folder.resolve("secret");
      var credential = folder.resolve("credential");
      var area = request.getEkPublic();
      Files.write(
          ek,
          ByteString.copyFrom(new byte[] {(byte) (area.size() >> 8), (byte) area.size()})
              .concat(area)
              .toByteArray());
      Files.write(secret, SECRET.toByteArray());
      var name = ByteString.fromHex("000b").concat(sha256(request.getAkPublic()));
      tpm.tool(
          "tpm2_makecredential",
          "-u",
          ek.toString(),
          "-s",
          secret.toString(),
          "-n",
          HexFormat.of().formatHex(name.toByteArray()),
          "-o",
          credential.toString());
      tpm.tool("tpm2_flushcontext", "-t");
      return Files.readAllBytes(credential);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The next field with its two-byte size.
  private static ByteString sized(ByteBuffer in) {
    var size = 2 + (in.getShort(in.position()) & 0xFFFF);
    return ByteString.copyFrom(in, size);
  }

  private static ByteString sha256(ByteString bytes) {
    try {
      return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
