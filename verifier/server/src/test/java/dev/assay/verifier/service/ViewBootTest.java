package dev.assay.verifier.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.boot.BootFacts;
import dev.assay.appraisal.boot.SecureBootFacts;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.SampleBoot;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ViewBootTest {
  private final TestService service = new TestService();

  private Optional<BootFacts> boot(TestMachine machine) {
    return service.boots.of(service.view(machine).machine());
  }

  @Test
  void bootIsProvenAgainFromWhatWasKept() {
    var b1 = service.active("b1", "clean-B");

    assertThat(boot(b1))
        .hasValueSatisfying(
            facts -> {
              assertThat(facts.secureBoot().state()).isEqualTo(SecureBootFacts.State.ON);
              assertThat(facts.commandLines()).isNotEmpty();
              assertThat(facts.finished()).isTrue();
            });
  }

  @Test
  void factsAreOfTheLatestBoot() {
    var b1 = service.active("b1", "clean-B");
    service.attest(b1.reboot("secureboot-off"));

    assertThat(boot(b1).map(facts -> facts.secureBoot().state()))
        .hasValue(SecureBootFacts.State.OFF);
  }

  @Test
  void dataThatWasNotMeasuredIsAClaimAndNoFact() {
    var lie = SampleBoot.variable("SecureBoot", "00");
    var log =
        SampleBoot.of("01")
            .change(
                SampleBoot.SECURE_BOOT,
                old -> new LogBuilder.Entry(old.pcr(), old.type(), old.digests(), lie))
            .bytes();
    var machine = service.enroll(TestMachine.booted("m", log));
    service.attest(machine);

    assertThat(boot(machine))
        .hasValueSatisfying(
            facts -> {
              assertThat(facts.secureBoot().state()).isEqualTo(SecureBootFacts.State.UNKNOWN);
              assertThat(facts.claimed())
                  .anyMatch(claim -> claim.pcr() == 7 && claim.event() == SampleBoot.SECURE_BOOT);
            });
  }

  @Test
  void machineThatNeverAttestedHasNoBoot() {
    assertThat(boot(service.enroll(TestMachine.booted("new", "clean-A1")))).isEmpty();
  }
}
