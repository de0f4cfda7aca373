package dev.assay.verifier.service.quarantine;

import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.Verdict;
import dev.assay.verifier.service.Activation;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What happens to healthy machines in a data center quarantines none of them, where nobody chose
/// otherwise.
class OrdinaryLifeTest {
  private final TestService service =
      new TestService(QuarantinePolicy.SAFE.in(Mode.ACT), BlastRadius.SAFE);
  private final TestMachine machine = service.active("a1", "clean-A1");

  private void learn() {
    service.learn(machine, service.active("a2", "clean-A1"));
  }

  private MachineId id() {
    return machine.id();
  }

  private void assertLeftAlone(TestService verifier) {
    verifier.watch.look();
    assertThat(verifier.quarantine.of(id())).isEmpty();
  }

  @Test
  void rebootIsNoReason() {
    learn();
    assertThat(service.attest(machine).verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(service.attest(machine.bootAgain()).verdict()).isEqualTo(Verdict.TRUSTED);
    assertLeftAlone(service);
  }

  @Test
  void powerLossIsNoReason() {
    learn();
    service.attest(machine.tick(Duration.ofHours(1)));
    assertThat(service.attest(machine.losePower()).verdict()).isEqualTo(Verdict.TRUSTED);
    assertLeftAlone(service);
  }

  @Test
  void slowPostIsNoReason() {
    learn();
    service.attest(machine);
    // Long enough to be SILENT: it is noted, and forgotten when the machine is back.
    for (int minutes = 0; minutes < 60; minutes += 5) {
      service.passes(Duration.ofMinutes(5));
      assertLeftAlone(service);
    }
    assertThat(service.attest(machine.bootAgain().tick(Duration.ofHours(1))).verdict())
        .isEqualTo(Verdict.TRUSTED);
    assertLeftAlone(service);
  }

  @Test
  void restartOfTheVerifierIsNoReason() {
    learn();
    service.attest(machine);
    service.clock.advance(Duration.ofHours(3));
    var restarted = service.replica();
    assertLeftAlone(restarted);
    restarted.passes(Duration.ofMinutes(10));
    assertLeftAlone(restarted);
    assertThat(restarted.attest(machine.tick(Duration.ofHours(3))).verdict())
        .isEqualTo(Verdict.TRUSTED);
    assertLeftAlone(restarted);
  }

  @Test
  void missingGoldenSetIsNoReason() {
    assertThat(service.attest(machine).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertLeftAlone(service);
    var sets = service.propose(machine, service.active("a2", "clean-A1"));
    sets.forEach(
        set ->
            done(
                service.goldenLife.activate(
                    set.id(), Activation.forced("a test"), TestService.OPERATOR)));
    service.attest(machine);
    sets.forEach(
        set ->
            done(
                service.goldenLife.retire(
                    set.id(), Optional.of("old"), Optional.of("a test"), TestService.OPERATOR)));
    assertThat(service.attest(machine).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertLeftAlone(service);
  }
}
