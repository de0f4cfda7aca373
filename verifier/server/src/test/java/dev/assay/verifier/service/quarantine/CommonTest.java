package dev.assay.verifier.service.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.service.quarantine.Common.Failed;
import dev.assay.verifier.service.quarantine.Common.Trait;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommonTest {

  @Test
  void whatMostShareIsNamedAndTheRestIsNot() {
    var common =
        Common.of(
            List.of(
                new Failed("X11", "R1", "1.0", "EVENT_CHANGED", List.of("gs-1", "os-1")),
                new Failed("X11", "R1", "1.1", "EVENT_CHANGED", List.of("gs-1", "os-2")),
                new Failed("X12", "", "1.2", "EVENT_CHANGED", List.of("gs-1"))));
    assertThat(common)
        .containsExactlyInAnyOrder(
            new Trait("first finding", "EVENT_CHANGED", 3, 3),
            new Trait("golden set", "gs-1", 3, 3),
            new Trait("rack", "R1", 2, 3),
            new Trait("board model", "X11", 2, 3));
  }
}
