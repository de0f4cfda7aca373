package dev.assay.verifier.service;

import static dev.assay.verifier.testing.TestService.OPERATOR;
import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManageRacksTest {
  private final TestService service = new TestService();
  private final TestMachine first = service.active("a1", "clean-A1");
  private final TestMachine second = service.active("a2", "clean-A1");

  private Optional<String> rack(TestMachine machine) {
    return done(service.quarantine.ruled(machine.id())).machine().rack();
  }

  private static String refused(Outcome<?> outcome) {
    return outcome instanceof Outcome.Declined<?>(_, var detail) ? detail : "done";
  }

  private Outcome<Integer> set(String... lines) {
    return service.racks.set("machine,rack\n" + String.join("\n", lines) + "\n", OPERATOR);
  }

  private static String line(TestMachine machine, String rack) {
    return machine.id().toHex() + "," + rack;
  }

  @Test
  void rackIsSetChangedAndTakenAwayAndEachActIsTold() {
    assertThat(done(set(line(first, "R1"), line(second, "R1")))).isEqualTo(2);
    assertThat(service.racks.list()).containsExactly(new RackRecords.Summary(new Rack("R1"), 2, 0));
    done(set(line(first, "R2"), line(second, "")));
    assertThat(rack(first)).contains("R2");
    assertThat(rack(second)).isEmpty();
    var acts =
        service.audit.entries(AuditFilter.ALL, 0, 100).stream()
            .filter(entry -> entry.entry().act().equals(ActKind.RACKS_SET.name()))
            .toList();
    assertThat(acts).hasSize(2);
    assertThat(acts.getLast().entry().details().get("set")).contains("=R2").contains("=-");
  }

  @Test
  void fileWithAMistakeChangesNothingAndNamesTheLine() {
    assertThat(refused(set(line(first, "R1"), "zz,R1"))).contains("line 3: machine must be");
    assertThat(refused(set(line(first, "-R1")))).contains("line 2: rack must be");
    assertThat(refused(set(line(first, "R1"), line(first, "R2")))).contains("line 3: machine");
    assertThat(refused(set(line(first, "R1,x")))).contains("3 values");
    assertThat(refused(service.racks.set("a,b\n", OPERATOR))).contains("machine,rack");
    assertThat(refused(set(line(first, "R1"), "ab".repeat(32) + ",R1"))).contains("no machine");
    assertThat(rack(first)).isEmpty();
  }

  @Test
  void whatTheHostSaysIsNoRack() {
    service.attest(first.report(HostFact.CHASSIS_SERIAL, "R9"));
    assertThat(rack(first)).isEmpty();
  }
}
