package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShowCommandTest extends WithVerifier {
  @Test
  void untrustedMachineIsExplained() {
    var result = assay().run("show", "rack1-a4");
    assertThat(result.out()).isEqualTo(TestResource.text("screens/show-untrusted.txt"));
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void trustedMachineIsGoodNews() {
    var result = assay().run("show", "1111aa");
    assertThat(result.out()).startsWith("TRUSTED  rack1-a1");
    assertThat(result.code()).isZero();
  }

  @Test
  void trustedLongAgoIsBadNews() {
    var result = assay().run("show", "rack1-a2");
    assertThat(result.out()).contains("SILENT");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void jsonHasTheSameExitCode() {
    var result = assay().run("show", "rack1-a4", "--json");
    assertThat(result.out()).contains("\"code\" : \"EVENT_CHANGED\"");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void jsonHoldsTheReportedComponentsToo() {
    assertThat(assay().run("show", "rack1-a4", "--json").out()).doesNotContain("inventory");

    verifier()
        .on(
            "GET /api/v1/machines/" + UNTRUSTED + "/inventory",
            200,
            "{\"pciDevices\": [{\"slot\": \"0000:03:00.0\"}]}");
    assertThat(assay().run("show", "rack1-a4", "--json").out())
        .contains("\"inventory\"", "\"slot\" : \"0000:03:00.0\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rack1-a4", "RACK1-A4", "4444dd", "4444DDDD44", UNTRUSTED})
  void machineIsFoundByHostNameAndByPrefix(String name) {
    assertThat(assay().run("show", name).out()).startsWith("UNTRUSTED  rack1-a4");
  }

  @Test
  void ambiguousNameListsTheCandidates() {
    verifier().reset();
    verifier()
        .on(
            "GET /api/v1/machines",
            200,
            TestResource.text("answers/machines.json").replace("1111eeee", "1111aaaa"));
    var result = assay().run("show", "1111aaaa");
    assertThat(result.err())
        .isEqualTo(
            "assay: 1111aaaa fits 2 machines: rack1-a1 (1111aaaa1111) ACTIVE, rack3-c1"
                + " (1111aaaa5555) RETIRED; name one by more of its id.\n");
    assertThat(result.code()).isEqualTo(4);
  }

  @Test
  void unknownNameSaysWhereToLook() {
    var result = assay().run("show", "rack9");
    assertThat(result.err())
        .isEqualTo("assay: No machine is called rack9; `assay machines` lists them.\n");
    assertThat(result.code()).isEqualTo(4);
  }

  @Test
  void prefixOfFiveDigitsIsTooShort() {
    var result = assay().run("show", "4444d");
    assertThat(result.err()).contains("give six digits or more");
    assertThat(result.code()).isEqualTo(4);
  }

  @Test
  void adviceNamesOptionsNotFields() {
    verifier().reset();
    verifier()
        .on("GET /api/v1/machines", "machines.json")
        .on(
            "GET /api/v1/machines/" + UNTRUSTED,
            200,
            TestResource.text("answers/untrusted.json")
                .replace("Draft one with", "Approve with acceptReplacedTpm or"));
    assertThat(assay().run("show", "rack1-a4").out())
        .contains("Approve with --replaced-tpm")
        .doesNotContain("acceptReplacedTpm");
  }
}
