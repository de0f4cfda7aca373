package dev.assay.verifier.store;

import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.testing.RecordedControl;
import dev.assay.verifier.testing.TestService;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignalsTest {
  private final TestService service = new TestService();

  @Test
  void requestReachesTheVerifierThatHoldsTheStream() throws Exception {
    var machine = service.active("a1", "clean-A1");
    var control = new RecordedControl();
    try (var listener = new SignalListener(service.source, service.streams, () -> {});
        var session = service.open(machine, control)) {
      var listening = Thread.ofPlatform().daemon().start(listener);
      service.attest(machine, session);
      assertThat(done(service.attestNow.request(machine.id(), TestService.OPERATOR)).connected())
          .isTrue();
      // The listener may have begun to listen after the first request.
      var deadline = Instant.now().plus(Duration.ofSeconds(30));
      while (control.calls().isEmpty() && Instant.now().isBefore(deadline)) {
        Thread.sleep(200);
        done(service.attestNow.request(machine.id(), TestService.OPERATOR));
      }
      assertThat(control.calls()).contains("attestNow");

      done(service.manage.retire(machine.id(), TestService.OPERATOR));
      while (!control.calls().contains("dismissed") && Instant.now().isBefore(deadline)) {
        Thread.sleep(50);
      }
      assertThat(control.calls()).contains("dismissed");
      listening.interrupt();
    }
  }
}
