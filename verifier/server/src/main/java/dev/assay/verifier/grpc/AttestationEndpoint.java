package dev.assay.verifier.grpc;

import dev.assay.v1.AttestRequest;
import dev.assay.v1.AttestResponse;
import dev.assay.v1.AttestationServiceGrpc.AttestationServiceImplBase;
import dev.assay.verifier.service.AttestMachine;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Opens attestation streams, bounds those that have proven nothing, and ends all when the verifier
/// stops.
@GrpcService
public class AttestationEndpoint extends AttestationServiceImplBase {

  private final AttestStream.Surroundings around;
  private final ChannelBindings bindings;
  private final UnprovenStreams unproven;
  private final Set<AttestStream> open = ConcurrentHashMap.newKeySet();

  public AttestationEndpoint(
      AttestMachine attest,
      ChannelBindings bindings,
      AgentThreads threads,
      AgentDoor door,
      AgentMetrics metrics) {
    this.around = new AttestStream.Surroundings(attest, threads, door.streams(), metrics);
    this.bindings = bindings;
    this.unproven = new UnprovenStreams(door.streams());
    metrics.streams("assay.open", "Attestation streams that this verifier holds", open, Set::size);
    metrics.streams(
        "assay.unproven",
        "Attestation streams that have not proven themselves",
        unproven,
        UnprovenStreams::count);
    metrics.streams(
        "assay.waiting",
        "Attestation streams whose agent waits for its turn",
        attest,
        AttestMachine::waiting);
  }

  @Override
  public StreamObserver<AttestRequest> attest(StreamObserver<AttestResponse> responses) {
    try {
      return open((ServerCallStreamObserver<AttestResponse>) responses);
    } catch (RuntimeException fault) {
      responses.onError(Faults.statusOf(fault).asRuntimeException());
      return new Refused();
    }
  }

  private AttestStream open(ServerCallStreamObserver<AttestResponse> responses) {
    var call = IncomingCall.current();
    var binding = bindings.of(call);
    var place = unproven.enter(call.address());
    var work = new SerialWork(around.threads().workers());
    var stream = new AttestStream(around, binding, place, responses, work, open::remove);
    open.add(stream);
    call.end().tell(stream::dropped);
    stream.begin();
    return stream;
  }

  /// Before the HTTP server waits for calls to end: these would not, by themselves.
  void endAll(@Observes ShutdownDelayInitiatedEvent stopping) {
    open.forEach(AttestStream::shutDown);
  }

  /// Listens to a stream that is over already.
  private static final class Refused implements StreamObserver<AttestRequest> {
    @Override
    public void onNext(AttestRequest message) {}

    @Override
    public void onError(Throwable dropped) {}

    @Override
    public void onCompleted() {}
  }
}
