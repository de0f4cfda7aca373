package dev.assay.verifier.service;

import static dev.assay.verifier.testing.TestService.MODEL;
import static dev.assay.verifier.testing.TestService.OPERATOR;
import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.golden.Provenance;
import dev.assay.appraisal.golden.Source;
import dev.assay.verifier.testing.TestMachine;
import dev.assay.verifier.testing.TestService;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which shipments a golden set's machines came from.
class ShipmentProvenanceTest {
  private final TestService service = new TestService(true);
  private final TestMachine a1 = TestMachine.booted("a1", "clean-A1");
  private final TestMachine a2 = TestMachine.booted("a2", "clean-A2");

  private Provenance learned(String first, String second) {
    done(
        service.shipments.take(
            "ek_sha256,model,shipment\n%s,%s,%s\n%s,%s,%s\n"
                .formatted(a1.id().toHex(), MODEL, first, a2.id().toHex(), MODEL, second),
            OPERATOR));
    for (var machine : List.of(a1, a2)) {
      service.enroll(machine);
      service.attest(machine);
    }
    return service.propose(a1, a2).getFirst().set().provenance().orElseThrow();
  }

  @Test
  void provenanceNamesTheShipmentOfEachMachine() {
    var made = learned("PO-1", "PO-2");

    assertThat(made.sources())
        .extracting(Source::shipment)
        .containsExactlyInAnyOrder(Optional.of("PO-1"), Optional.of("PO-2"));
    assertThat(made.soleShipment()).isEmpty();
  }

  @Test
  void machinesOfOneShipmentAreToldOf() {
    assertThat(learned("PO-1", "PO-1").soleShipment()).contains("PO-1");
  }

  @Test
  void shipmentThatNobodyKnowsIsNoSoleOne() {
    service.active("b1", "clean-A1");
    service.active("b2", "clean-A2");
    var made =
        done(service.golden.propose(new LearnOrder(MODEL, List.of(), Optional.empty()), OPERATOR))
            .sets()
            .getFirst()
            .set()
            .provenance()
            .orElseThrow();

    assertThat(made.soleShipment()).isEmpty();
  }
}
