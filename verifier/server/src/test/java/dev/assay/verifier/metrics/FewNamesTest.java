package dev.assay.verifier.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FewNamesTest {

  @Test
  void namesThatPeopleMakeUpMakeNoSeriesWithoutEnd() {
    var names = new FewNames(3);
    var labels = IntStream.range(0, 1_000).mapToObj(n -> names.label("hook-" + n)).distinct();
    assertThat(labels).containsExactly("hook-0", "hook-1", "hook-2", FewNames.OTHER);
    assertThat(names.label("hook-1")).isEqualTo("hook-1");
  }
}
