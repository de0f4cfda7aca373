package dev.assay.verifier.store;

import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.testing.TableDump;
import dev.assay.verifier.testing.TestService;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private final TestService service = new TestService();

  @Test
  void latestLastTrustedAndWhatSetsWereLearnedFromAreKept() {
    var a1 = service.active("a1", "clean-A1"); // learned from
    var a2 = service.active("a2", "clean-A2");
    service.learn(a1, a2);
    service.attest(a1); // trusted once
    service.attest(a1); // last trusted
    service.attest(a1.reboot("implant-oprom")); // goes, and its log with it
    service.attest(a1.reboot("implant-fw")); // latest
    service.clock.advance(Duration.ofDays(31));

    int gone = service.appraisals.purge(service.clock.instant().minus(Duration.ofDays(30)));

    assertThat(gone).isEqualTo(2);
    assertThat(done(service.fleet.appraisals(a1.id(), 10)))
        .extracting(recorded -> recorded.standing().verdict().name())
        .containsExactly("UNTRUSTED", "TRUSTED", "UNKNOWN");
    assertThat(TableDump.of(service.source).get("event_log")).hasSize(3);
    assertThat(done(service.fleet.log(a1.id()))).isEqualTo(a1.log());
  }

  @Test
  void nothingYoungGoes() {
    var a1 = service.active("a1", "clean-A1");
    service.attest(a1);

    assertThat(service.appraisals.purge(service.clock.instant().minus(Duration.ofDays(30))))
        .isZero();
  }
}
