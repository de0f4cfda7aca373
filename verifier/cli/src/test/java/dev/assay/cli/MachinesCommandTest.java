package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class MachinesCommandTest extends WithVerifier {
  @Test
  void tableShowsTheBadOnesFirst() {
    var result = assay().run("machines");
    assertThat(result.out()).isEqualTo(TestResource.text("screens/machines.txt"));
    assertThat(result.code()).isZero();
  }

  @Test
  void terminalShowsColoursAndCutsToItsWidth() {
    var result = assay().onTerminal(110).run("machines");
    assertThat(result.out()).isEqualTo(TestResource.text("screens/machines-terminal.txt"));
  }

  @Test
  void jsonIsTheVerifiersAnswer() throws IOException {
    var result = assay().run("machines", "--json");
    var json = new ObjectMapper();
    assertThat(json.readTree(result.out()))
        .isEqualTo(json.readTree(TestResource.text("answers/machines.json")));
  }

  @Test
  void filtersReachTheVerifier() {
    verifier()
        .on(
            "GET /api/v1/machines?model=TestVendor%20X11-TEST&state=ACTIVE&verdict=UNTRUSTED",
            200, "{\"machines\":[]}");
    var result =
        assay()
            .run(
                "machines",
                "--state",
                "active",
                "--model",
                "TestVendor X11-TEST",
                "--verdict=untrusted");
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isEqualTo("No machine is like that.\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void freshnessIsFilteredHere() throws IOException {
    assertThat(assay().run("machines", "--freshness", "never", "--ids").out())
        .isEqualTo(PENDING + "\n");
    var json = assay().run("machines", "--freshness", "never", "--json").out();
    assertThat(new ObjectMapper().readTree(json).path("machines")).hasSize(1);
  }

  @Test
  void pagesAreFollowedToTheEnd() {
    verifier().reset();
    verifier()
        .on("GET /api/v1/machines", 200, "{\"machines\":[{\"id\":\"aa\"}],\"next\":\"aa\"}")
        .on(
            "GET /api/v1/machines?after=aa",
            200,
            "{\"machines\":[{\"id\":\"bb\"}],\"next\":\"bb\"}")
        .on("GET /api/v1/machines?after=bb", 200, "{\"machines\":[{\"id\":\"cc\"}]}");
    assertThat(assay().run("machines", "--ids").out()).isEqualTo("aa\nbb\ncc\n");
    assertThat(assay().run("machines", "--json").out()).doesNotContain("next");
  }

  @Test
  void emptyFleetSaysWhatToDo() {
    verifier().reset();
    verifier().on("GET /api/v1/machines", 200, "{\"machines\":[]}");
    var result = assay().run("machines");
    assertThat(result.err())
        .isEqualTo("No machine is enrolled yet; run `assay-agent enroll` on one.\n");
    assertThat(result.code()).isZero();
  }

  @Test
  void namesOfMachinesCannotSteerTheTerminal() {
    verifier().reset();
    verifier()
        .on(
            "GET /api/v1/machines",
            200,
            "{\"machines\":[{\"id\":\"00\",\"hostName\":\"a\\u001b[2J\\u202eb\\nc\\u009b31m\"}]}");
    var table = assay().run("machines").out();
    assertThat(table).contains("a[2Jb c31m").doesNotContain("\u001b", "\u202e", "\u009b");
    var json = assay().run("machines", "--json").out();
    assertThat(json).contains("\\u001B", "\\u202e", "\\u009b").doesNotContain("\u202e", "\u009b");
  }
}
