package dev.assay.verifier.service.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.verifier.service.quarantine.EventKind;
import dev.assay.verifier.service.quarantine.EventSeverity;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HookFilterTest {

  private static boolean passes(HookFilter filter, EventKind kind) {
    return filter.passes(kind, Optional.empty());
  }

  @ParameterizedTest
  @EnumSource
  void whoIsToldToTakeAMachineOutIsToldToLetItBack(EventSeverity atLeast) {
    var filter = new HookFilter(Set.of(), Set.of(), atLeast);
    assertThat(passes(filter, EventKind.QUARANTINED)).isTrue();
    assertThat(passes(filter, EventKind.RELEASED)).isTrue();
  }

  @Test
  void lessThanTheLeastSeverityIsNotHeard() {
    var filter = new HookFilter(Set.of(), Set.of(), EventSeverity.WARNING);
    assertThat(passes(filter, EventKind.HELD)).isTrue();
    assertThat(passes(filter, EventKind.CLEARED)).isFalse();
  }

  @Test
  void listOfKindsIsMeantAsItIs() {
    var filter = new HookFilter(Set.of(EventKind.QUARANTINED), Set.of(), EventSeverity.CRITICAL);
    assertThat(passes(filter, EventKind.RELEASED)).isFalse();
  }
}
