package dev.assay.verifier.service;

import static dev.assay.verifier.testing.Assertions.assertDeclined;
import static dev.assay.verifier.testing.TestService.OPERATOR;
import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManageModelsTest {
  private static final BoardModel PROPOSED = new BoardModel("TestVendor X11-TEST");
  private static final BoardIdentity REPORTED = new BoardIdentity("TestVendor", "X11-TEST", "");

  private final TestService service = new TestService();

  private ModelRecord model(BoardModel name) {
    return service.manageModels.list().stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<String> findings(TestMachine machine) {
    return service.view(machine).findings().stream().map(RecordedFinding::code).toList();
  }

  @Test
  void unknownBoardProposesAModel() {
    var machine = service.enroll(TestMachine.booted("a1", "clean-A1"));
    service.enroll(TestMachine.booted("a2", "clean-A2"));

    assertThat(service.manageModels.list())
        .singleElement()
        .satisfies(
            model -> {
              assertThat(model.name()).isEqualTo(PROPOSED);
              assertThat(model.identity()).isEqualTo(REPORTED);
              assertThat(model.made().by()).contains(machine.id().brief());
              assertThat(model.confirmed()).isEmpty();
            });
  }

  @Test
  void approvalConfirmsTheProposedModelInThatPersonsName() {
    var machine = service.enroll(TestMachine.booted("a1", "clean-A1"));

    done(
        service.manage.approve(
            new ApproveMachine(machine.id(), PROPOSED, true, false, false), OPERATOR));

    assertThat(model(PROPOSED).confirmed())
        .hasValueSatisfying(by -> assertThat(by.by()).isEqualTo("olga"));
  }

  @Test
  void approvalUnderANewNameMakesThatModelAndTakesTheProposalsPlace() {
    service.active("a1", "clean-A1");

    assertThat(service.manageModels.list())
        .singleElement()
        .satisfies(
            model -> {
              assertThat(model.name()).isEqualTo(TestService.MODEL);
              assertThat(model.identity()).isEqualTo(REPORTED);
              assertThat(model.confirmed()).isPresent();
            });
  }

  @Test
  void boardThatCallsItselfOtherwiseIsToldAndStaysWhatItWasApprovedAs() {
    done(
        service.manageModels.add(
            TestService.MODEL, new BoardIdentity("TestVendor", "X12", ""), OPERATOR));

    var machine = service.active("a1", "clean-A1");

    assertThat(findings(machine)).contains("BOARD_MODEL_DISAGREES");
    assertThat(service.view(machine).machine().model()).contains(TestService.MODEL);
  }

  @Test
  void aliasOfTheModelIsNoDisagreement() {
    done(
        service.manageModels.add(
            TestService.MODEL, new BoardIdentity("TestVendor", "X12", ""), OPERATOR));
    done(service.manageModels.alias(TestService.MODEL, REPORTED, OPERATOR));

    assertThat(findings(service.active("a1", "clean-A1"))).doesNotContain("BOARD_MODEL_DISAGREES");
  }

  @Test
  void machineThatStartsToCallItselfOtherwiseIsTold() {
    var machine = service.active("a1", "clean-A1");
    service.clock.advance(Duration.ofMinutes(5));

    service.attest(machine.report(HostFact.PRODUCT_NAME, "X10-EASIER"));

    assertThat(findings(machine)).contains("BOARD_MODEL_DISAGREES", "REPORTED_IDENTITY_CHANGED");
    assertThat(service.view(machine).machine().model()).contains(TestService.MODEL);
  }

  @Test
  void oneBoardBelongsToOneModel() {
    service.active("a1", "clean-A1");
    done(service.manageModels.add(new BoardModel("other"), BoardIdentity.UNSAID, OPERATOR));

    assertDeclined(
        service.manageModels.alias(new BoardModel("other"), REPORTED, OPERATOR), Decline.CONFLICT);
  }

  @Test
  void modelIsConfirmedOnce() {
    service.enroll(TestMachine.booted("a1", "clean-A1"));
    done(service.manageModels.confirm(PROPOSED, OPERATOR));

    assertDeclined(service.manageModels.confirm(PROPOSED, OPERATOR), Decline.CONFLICT);
    assertDeclined(
        service.manageModels.confirm(new BoardModel("none"), OPERATOR), Decline.NOT_FOUND);
    assertDeclined(
        service.manageModels.add(PROPOSED, BoardIdentity.UNSAID, OPERATOR), Decline.CONFLICT);
  }
}
