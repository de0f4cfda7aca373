package dev.assay.verifier.grpc;

import dev.assay.v1.ActivateRequest;
import dev.assay.v1.ActivateResponse;
import dev.assay.v1.EnrollRequest;
import dev.assay.v1.EnrollResponse;
import dev.assay.v1.EnrollmentServiceGrpc.EnrollmentServiceImplBase;
import dev.assay.verifier.service.EnrollMachine;
import dev.assay.verifier.service.Enrolled;
import dev.assay.verifier.service.Observer;
import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.Outcome.Declined;
import dev.assay.verifier.service.Outcome.Done;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/// Takes enrollments from anybody, so many at a time and so often: what they say is proven by their
/// TPM.
@GrpcService
public class EnrollmentEndpoint extends EnrollmentServiceImplBase {

  private static final Logger LOG = Logger.getLogger(EnrollmentEndpoint.class);

  private final EnrollMachine enroll;
  private final AgentThreads threads;
  private final CallRate rate;
  private final Semaphore concurrent;

  public EnrollmentEndpoint(EnrollMachine enroll, AgentThreads threads, AgentDoor door) {
    var limits = door.enrollment();
    this.enroll = enroll;
    this.threads = threads;
    this.concurrent = new Semaphore(limits.concurrent());
    this.rate =
        new CallRate(
            new CallRate.Limit(limits.burstPerNetwork(), limits.everyPerNetwork()),
            new CallRate.Limit(limits.burst(), limits.every()),
            System::nanoTime);
  }

  @Override
  public void enroll(EnrollRequest request, StreamObserver<EnrollResponse> responses) {
    answer(
        responses,
        () -> enroll.begin(EnrollmentMessages.request(request)),
        EnrollmentMessages::response);
  }

  @Override
  public void activate(ActivateRequest request, StreamObserver<ActivateResponse> responses) {
    answer(
        responses,
        () ->
            told(
                enroll.activate(
                    EnrollmentMessages.challengeId(request), EnrollmentMessages.secret(request))),
        EnrollmentMessages::response);
  }

  private static Outcome<Enrolled> told(Outcome<Enrolled> outcome) {
    if (outcome instanceof Done<Enrolled>(var enrolled)) {
      MDC.put(Observer.MACHINE, enrolled.machine().toHex());
      try {
        LOG.infof("enrolled, %s", enrolled.state());
      } finally {
        MDC.remove(Observer.MACHINE);
      }
    }
    return outcome;
  }

  private <T, R> void answer(
      StreamObserver<R> responses, Supplier<Outcome<T>> work, Function<T, R> message) {
    if (!rate.admits(IncomingCall.current().address())) {
      refuse(responses, "too many calls from this address; try again later");
    } else if (!concurrent.tryAcquire()) {
      refuse(responses, "too many enrollments at once; try again later");
    } else {
      threads.workers().execute(() -> complete(responses, work, message));
    }
  }

  private <T, R> void complete(
      StreamObserver<R> responses, Supplier<Outcome<T>> work, Function<T, R> message) {
    try {
      switch (work.get()) {
        case Declined<T> declined -> end(responses, Faults.statusOf(declined));
        case Done<T>(var value) -> send(responses, message.apply(value));
      }
    } catch (RuntimeException fault) {
      end(responses, Faults.statusOf(fault));
    } finally {
      concurrent.release();
    }
  }

  private static void refuse(StreamObserver<?> responses, String problem) {
    end(responses, Status.RESOURCE_EXHAUSTED.withDescription(problem));
  }

  private static <R> void send(StreamObserver<R> responses, R message) {
    unlessDropped(
        () -> {
          responses.onNext(message);
          responses.onCompleted();
        });
  }

  private static void end(StreamObserver<?> responses, Status status) {
    unlessDropped(() -> responses.onError(status.asRuntimeException()));
  }

  private static void unlessDropped(Runnable answer) {
    try {
      answer.run();
    } catch (IllegalStateException | StatusRuntimeException e) {
      LOG.debugf("the caller did not wait for its answer: %s", e.getMessage());
    }
  }
}
