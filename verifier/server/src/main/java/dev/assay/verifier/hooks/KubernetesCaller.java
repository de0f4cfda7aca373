package dev.assay.verifier.hooks;

import dev.assay.verifier.service.hooks.Attempt;
import dev.assay.verifier.service.hooks.Hook;
import dev.assay.verifier.service.hooks.HookTarget.Kubernetes;
import dev.assay.verifier.service.hooks.MachinesOfEvents;
import dev.assay.verifier.service.hooks.OutgoingEvent;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.vertx.VertxHttpClientFactory;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Takes the node that a machine is out of its cluster, and lets it back. A client lives for one
/// call: nothing is asked of a cluster, and nothing of the library is loaded, before an event is
/// due to one.
final class KubernetesCaller {
  private static final Duration WHOLE_CALL = Duration.ofSeconds(25);

  private final Vertx vertx;
  private final ClusterAccess access;
  private final MachinesOfEvents machines;

  KubernetesCaller(Vertx vertx, ClusterAccess access, MachinesOfEvents machines) {
    this.vertx = vertx;
    this.access = access;
    this.machines = machines;
  }

  Attempt call(Hook hook, Kubernetes target, OutgoingEvent event) {
    try (var client = client(target)) {
      var work = new FutureTask<>(() -> work(hook, target, event, client));
      Thread.startVirtualThread(work);
      return work.get(WHOLE_CALL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (HookUnusable unusable) {
      return Attempt.Failed.because(unusable.detail());
    } catch (TimeoutException late) {
      // Closing the client ends what is under way.
      return Attempt.Failed.because(
          "The cluster did not answer within %d seconds.".formatted(WHOLE_CALL.toSeconds()));
    } catch (ExecutionException failure) {
      return ClusterFailure.read(Objects.requireNonNullElse(failure.getCause(), failure));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Attempt.Failed.because("The verifier stopped while it called.");
    } catch (RuntimeException misconfigured) {
      // Such as a certificate that is none. The library's words may quote it.
      return Attempt.Failed.because(
          "The cluster could not be called: " + misconfigured.getClass().getSimpleName() + ".");
    }
  }

  private KubernetesClient client(Kubernetes target) throws HookUnusable {
    return new KubernetesClientBuilder()
        .withConfig(access.read(target.kubeconfig()))
        .withHttpClientFactory(new VertxHttpClientFactory(vertx))
        .build();
  }

  private Attempt work(Hook hook, Kubernetes target, OutgoingEvent event, KubernetesClient client)
      throws HookUnusable, InterruptedException {
    var nodes = new ClusterNodes(client, target, hook.name(), machines);
    return switch (event.kind()) {
      case QUARANTINED -> nodes.quarantine(event);
      case RELEASED -> nodes.release(event);
      case TEST -> nodes.test(event);
      case SUSPECTED, CLEARED, HELD, NOTED, WARNED, LIMIT_REACHED ->
          new Attempt.Delivered("nothing to do in a cluster");
    };
  }
}
