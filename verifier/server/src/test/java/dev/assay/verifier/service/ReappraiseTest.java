package dev.assay.verifier.service;

import static dev.assay.verifier.testing.Assertions.assertDeclined;
import static dev.assay.verifier.testing.TestService.OPERATOR;
import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.Verdict;
import dev.assay.verifier.testing.SignersOfTest.Person;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReappraiseTest {
  private final TestService service = new TestService(1);
  private final TestMachine a1 = service.active("a1", "clean-A1");
  private final TestMachine a2 = service.active("a2", "clean-A2");

  private final Person alice = service.signers.add("alice");

  private void learn() {
    for (var golden : service.propose(a1, a2)) {
      done(service.goldenLife.sign(golden.id(), alice.sign(golden), OPERATOR));
      done(service.goldenLife.activate(golden.id(), Activation.AT_ONCE, OPERATOR));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "clean-A1, TRUSTED",
    "nicswap-A1, TRUSTED",
    "bootvar-A1, WARNING",
    "implant-fw, UNTRUSTED",
    "boot-cmdline, UNTRUSTED"
  })
  void sameInputsGiveTheSameResult(String capture, Verdict verdict) {
    learn();
    var machine = service.active("m", capture);

    var compared = done(service.reappraise.machine(machine.id(), Optional.empty()));

    assertThat(compared.then().verdict()).isEqualTo(verdict);
    assertThat(compared.again().verdict()).isEqualTo(verdict);
    assertThat(compared.same()).as(compared.toString()).isTrue();
    assertThat(compared.notes()).isEmpty();
  }

  @Test
  void whatWasFoundOfTheTpmItselfIsTakenOver() {
    learn();
    service.attest(a1);
    service.attest(a1.resetTpm());

    var compared = done(service.reappraise.machine(a1.id(), Optional.empty()));

    assertThat(compared.again().findings())
        .extracting(RecordedFinding::code)
        .contains("RESET_WITHOUT_REBOOT");
    assertThat(compared.same()).as(compared.toString()).isTrue();
  }

  @Test
  void goldenSetsOfThatTimeJudge() {
    var unknown = service.clock.instant();
    service.clock.advance(Duration.ofHours(1));
    learn();
    service.attest(a1);

    assertThat(done(service.reappraise.machine(a1.id(), Optional.of(unknown))))
        .returns(true, Reappraise.Compared::same)
        .returns(Verdict.UNKNOWN, compared -> compared.again().verdict())
        .returns(List.of(), Reappraise.Compared::goldenSets);
    assertThat(done(service.reappraise.machine(a1.id(), Optional.empty())))
        .returns(true, Reappraise.Compared::same)
        .returns(Verdict.TRUSTED, compared -> compared.again().verdict());
  }

  @Test
  void retiredSetJudgesWhatItJudgedThen() {
    learn();
    service.attest(a1);
    var then = service.clock.instant();
    service.clock.advance(Duration.ofHours(1));
    for (var golden : service.golden.list(Optional.empty())) {
      done(service.goldenLife.retire(golden.id(), Optional.empty(), Optional.empty(), OPERATOR));
    }
    service.attest(a1);

    var compared = done(service.reappraise.machine(a1.id(), Optional.of(then)));

    assertThat(compared.again().verdict()).isEqualTo(Verdict.TRUSTED);
    assertThat(compared.same()).isTrue();
  }

  @Test
  void signerWhoIsGoneIsNoted() {
    learn();
    service.attest(a1);
    service.signers.remove(alice);

    var compared = done(service.reappraise.machine(a1.id(), Optional.empty()));

    assertThat(compared.notes()).anyMatch(note -> note.contains("0 of 1 signatures"));
  }

  @Test
  void timeBeforeTheFirstEvidenceHasNone() {
    var before = service.clock.instant().minus(Duration.ofDays(1));

    assertDeclined(service.reappraise.machine(a1.id(), Optional.of(before)), Decline.NOT_FOUND);
  }
}
