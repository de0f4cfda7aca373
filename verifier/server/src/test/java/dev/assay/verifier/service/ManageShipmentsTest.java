package dev.assay.verifier.service;

import static dev.assay.verifier.testing.Assertions.assertDeclined;
import static dev.assay.verifier.testing.TestService.OPERATOR;
import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.testing.TableDump;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManageShipmentsTest {
  private static final String HEADER = "ek_sha256,model,shipment,chassis_serial\n";

  private final TestService service = new TestService(true);
  private final TestMachine machine = TestMachine.booted("a1", "clean-A1");

  private static String line(TestMachine machine, String chassis) {
    return machine.id().toHex() + ",X11,PO-4711," + chassis + "\n";
  }

  private Machine stored() {
    return service.view(machine).machine();
  }

  @Test
  void machineOnAManifestBecomesActiveByItWithoutAnEkCertificate() {
    done(service.shipments.take(HEADER + line(machine, "CSN-a1"), OPERATOR));

    service.enroll(machine);

    assertThat(stored().state()).isEqualTo(MachineState.ACTIVE);
    assertThat(stored().model()).contains(new BoardModel("X11"));
    assertThat(stored().approval().map(Approval::by)).contains("manifest PO-4711");
    assertThat(stored().manifest().map(OnManifest::shipment)).contains("PO-4711");
  }

  @Test
  void hashOfTheKeyAloneNamesTheMachineToo() {
    service.enroll(machine);
    var key = stored().ek().keySha256().toHex();

    done(service.shipments.take(HEADER + key + ",X11,PO-4711,\n", OPERATOR));

    assertThat(stored().state()).isEqualTo(MachineState.ACTIVE);
  }

  @Test
  void machineThatWaitsBecomesActiveWhenItsManifestComes() {
    service.enroll(machine);

    var added = done(service.shipments.take(HEADER + line(machine, ""), OPERATOR));

    assertThat(added.activated()).containsExactly(machine.id());
    assertThat(stored().state()).isEqualTo(MachineState.ACTIVE);
  }

  @Test
  void manifestSaysTheRackAndAPersonMaySayAnother() {
    var header = "ek_sha256,model,shipment,chassis_serial,rack\n";
    var line = machine.id().toHex() + ",X11,PO-4711,,R1\n";
    done(service.shipments.take(header + line, OPERATOR));
    service.enroll(machine);
    assertThat(rack()).contains("R1");

    done(service.racks.set("machine,rack\n" + machine.id().toHex() + ",R2\n", OPERATOR));
    // The same manifest again, without racks: it says nothing against it.
    done(service.shipments.take(HEADER + line(machine, ""), OPERATOR));
    assertThat(rack()).contains("R2");
    assertDeclined(
        service.shipments.take(header + line.replace("R1", "R3"), OPERATOR), Decline.CONFLICT);
  }

  private Optional<String> rack() {
    return done(service.quarantine.ruled(machine.id())).machine().rack();
  }

  @Test
  void machineInAnotherChassisThanTheManifestsWaits() {
    done(service.shipments.take(HEADER + line(machine, "CSN-other"), OPERATOR));

    service.enroll(machine);

    assertThat(stored().state()).isEqualTo(MachineState.PENDING);
    assertThat(service.view(machine).findings())
        .extracting(RecordedFinding::code)
        .contains("MANIFEST_DISAGREES");
  }

  @Test
  void secondTpmInAChassisWaits() {
    service.active("old", "clean-A2");
    machine.report(HostFact.CHASSIS_SERIAL, "CSN-old");
    done(service.shipments.take(HEADER + line(machine, ""), OPERATOR));

    service.enroll(machine);

    assertThat(stored().state()).isEqualTo(MachineState.PENDING);
  }

  @Test
  void machineOnNoManifestWaits() {
    done(service.shipments.take(HEADER + line(TestMachine.booted("a2", "clean-A2"), ""), OPERATOR));

    service.enroll(machine);

    assertThat(stored().state()).isEqualTo(MachineState.PENDING);
  }

  @Test
  void manifestApprovesNobodyWhereThePolicyIsOff() {
    var strict = new TestService();
    done(strict.shipments.take(HEADER + line(machine, ""), OPERATOR));

    strict.enroll(machine);

    assertThat(strict.view(machine).machine().state()).isEqualTo(MachineState.PENDING);
    // But a person need not vouch for the EK again.
    done(
        strict.manage.approve(
            new ApproveMachine(machine.id(), new BoardModel("X11"), false, false, false),
            OPERATOR));
  }

  @Test
  void serialNumberOfACertificateThatIsNotThereNamesNobody() {
    done(service.shipments.take("ek_serial,model,shipment\n01:AB,X11,PO-4711\n", OPERATOR));

    service.enroll(machine);

    assertThat(stored().manifest()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ek_sha256,model\\n00,X                             | line 1: name the columns
          ek_sha256,model,shipment                          | 1 to 10,000 lines
          ek_sha256,model,shipment\\n00ff,X11,PO             | line 2: ek_sha256 must be 64 hexadecimal digits
          ek_serial,model,shipment\\n1,X11\\n2,X11,PO        | line 2: 2 values under 3 columns
          ek_serial,model,shipment\\n1,X11,PO\\n2,"X",PO    | line 3: model must be
          ek_serial,model,shipment\\n1,X11,PO\\n01,X11,PO   | line 3: the EK of line 2 again
          ek_serial,model,shipment\\n1,X11,PO\\n,X11,PO     | line 3: neither ek_sha256 nor ek_serial
          ek_serial,model,shipment,model\\n1,X11,PO,X11     | line 1: name the columns
          """)
  void slipNamesItsLineAndNothingIsImported(String csv, String told) {
    var outcome = service.shipments.take(csv.replace("\\n", "\n"), OPERATOR);

    assertDeclined(outcome, Decline.INVALID);
    assertThat(((Outcome.Declined<?>) outcome).detail()).contains(told);
    assertThat(TableDump.of(service.source).get("shipment_item")).isEmpty();
  }

  @Test
  void contradictionOfAnEarlierManifestImportsNothing() {
    var other = TestMachine.booted("a2", "clean-A2");
    done(service.shipments.take(HEADER + line(machine, ""), OPERATOR));

    assertDeclined(
        service.shipments.take(
            HEADER + line(other, "") + line(machine, "").replace("PO-4711", "PO-4712"), OPERATOR),
        Decline.CONFLICT);

    assertThat(service.shipments.list())
        .singleElement()
        .satisfies(shipment -> assertThat(shipment.listed()).isEqualTo(1));
  }

  @Test
  void sameManifestTwiceChangesNothing() {
    done(service.shipments.take(HEADER + line(machine, ""), OPERATOR));

    assertThat(done(service.shipments.take(HEADER + line(machine, ""), OPERATOR)).lines()).isZero();
  }
}
