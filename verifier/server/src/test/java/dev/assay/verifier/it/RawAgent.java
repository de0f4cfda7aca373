package dev.assay.verifier.it;

import com.google.protobuf.ByteString;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.v1.ActivateRequest;
import dev.assay.v1.ActivateResponse;
import dev.assay.v1.AttestationServiceGrpc;
import dev.assay.v1.EnrollRequest;
import dev.assay.v1.EnrollmentServiceGrpc;
import dev.assay.v1.EnrollmentServiceGrpc.EnrollmentServiceBlockingStub;
import dev.assay.v1.HostFacts;
import io.grpc.ManagedChannel;
import io.grpc.okhttp.OkHttpChannelBuilder;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A client of the agents' contract that can say anything: each message is the test's own.
final class RawAgent implements AutoCloseable {

  private static final String[] TLS = {"TLSv1.3"};
  private static final String[] CIPHERS = {"TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"};

  private final ManagedChannel channel;

  RawAgent(VerifierProcess verifier) {
    this.channel =
        OkHttpChannelBuilder.forAddress("localhost", verifier.port())
            .sslSocketFactory(verifier.trust().getSocketFactory())
            .tlsConnectionSpec(TLS, CIPHERS)
            .disableRetry()
            .build();
  }

  EnrollmentServiceBlockingStub enrollment() {
    return EnrollmentServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
  }

  /// Opens a stream, on which nothing was said yet.
  RawStream open() {
    return RawStream.on(AttestationServiceGrpc.newStub(channel));
  }

  /// Enrolls as an honest agent would.
  RawMachine enroll(
      TpmTools tpm, TpmTools.Key ek, Optional<byte[]> certificate, TpmTools.Key ak, String host) {
    var request = request(ek, certificate, ak, host);
    var activated = activate(tpm, ek, ak, request);
    return new RawMachine(tpm, ek, ak, Bytes.wrap(activated.getMachineId().toByteArray()), host);
  }

  ActivateResponse activate(TpmTools tpm, TpmTools.Key ek, TpmTools.Key ak, EnrollRequest request) {
    var opened = enrollment().enroll(request);
    var secret =
        tpm.activate(
            ek,
            ak,
            opened.getCredentialBlob().toByteArray(),
            opened.getEncryptedSecret().toByteArray());
    return enrollment()
        .activate(
            ActivateRequest.newBuilder()
                .setChallengeId(opened.getChallengeId())
                .setSecret(ByteString.copyFrom(secret))
                .build());
  }

  static EnrollRequest request(
      TpmTools.Key ek, Optional<byte[]> certificate, TpmTools.Key ak, String host) {
    var request =
        EnrollRequest.newBuilder()
            .setEkPublic(ByteString.copyFrom(ek.publicArea().toArray()))
            .setAkPublic(ByteString.copyFrom(ak.publicArea().toArray()))
            .setHost(host(host));
    certificate.ifPresent(der -> request.setEkCertificate(ByteString.copyFrom(der)));
    return request.build();
  }

  static HostFacts host(String name) {
    return HostFacts.newBuilder()
        .setSystemVendor("TestVendor")
        .setProductName("X11-TEST")
        .setBoardSerial("BSN-" + name)
        .setChassisSerial("CSN-" + name)
        .setHostName(name)
        .setTpmManufacturer("IBM")
        .build();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }
}
