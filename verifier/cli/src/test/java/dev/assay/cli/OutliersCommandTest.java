package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutliersCommandTest extends WithVerifier {
  @Test
  void outliersAreShownWithWhatTheirSiblingsShow() {
    verifier().on("GET /api/v1/outliers", "outliers.json");

    var result = assay().run("outliers");

    assertThat(result.out()).isEqualTo(TestResource.text("screens/outliers.txt"));
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void modelReachesTheVerifier() {
    verifier()
        .on(
            "GET /api/v1/outliers?limit=5&model=X11",
            200,
            "{\"leastCohort\": 10, \"percent\": 10, \"outliers\": [], \"cohorts\": []}");

    var result = assay().run("outliers", "--model", "X11", "--limit", "5");

    assertThat(result.err())
        .contains("at most 10 % of 10 or more siblings", "No machine bears witness yet");
    assertThat(result.code()).isZero();
  }
}
