package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import dev.assay.golden.GoldenJson;
import dev.assay.golden.GoldenSetInvalid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Golden sets from captured logs alone, and what can be done with them.
class GoldenMakeCommandTest {
  @TempDir Path home = Path.of("");

  private static String log(String capture) {
    return TestResource.captures().resolve(capture).resolve("binary_bios_measurements").toString();
  }

  private AssayCall.Result make(List<String> options, String... captures) {
    var arguments = new ArrayList<>(List.of("golden", "make", "--model", "X11-TEST"));
    arguments.addAll(options);
    for (var capture : captures) {
      arguments.add(log(capture));
    }
    return new AssayCall(home).with("USER", "ann").run(arguments.toArray(String[]::new));
  }

  private AssayCall.Result make(String... captures) {
    return make(List.of(), captures);
  }

  private static List<GoldenSet> sets(AssayCall.Result made) {
    try {
      return GoldenJson.readAll(made.out());
    } catch (GoldenSetInvalid e) {
      throw new AssertionError(made.out(), e);
    }
  }

  private static String words(AssayCall.Result made) {
    return made.err().replace(TestResource.captures() + "/", "");
  }

  @Test
  void twoSiblingsMakeASetOfEachLayer() {
    var made = make("clean-A1", "clean-A2");

    assertThat(made.code()).isZero();
    assertThat(sets(made)).extracting(GoldenSet::layer).containsExactly(Layer.values());
    assertThat(sets(made)).extracting(GoldenSet::subject).containsOnly("X11-TEST");
    var provenance = sets(made).getFirst().provenance().orElseThrow();
    assertThat(provenance.proposedBy()).isEqualTo("ann");
    assertThat(provenance.at()).isEqualTo(AssayCall.NOW);
    assertThat(provenance.quorum()).isEqualTo(2);
    assertThat(provenance.decisions()).isEmpty();
    assertThat(words(made)).isEqualTo(TestResource.text("screens/golden-make.txt"));
  }

  @Test
  void sameLogsInAnyOrderMakeTheSameSet() {
    assertThat(make("clean-A1", "clean-A2").out()).isEqualTo(make("clean-A2", "clean-A1").out());
  }

  @ParameterizedTest
  @CsvSource({
    "reboot-A1, TRUSTED, 0",
    "nicswap-A1, TRUSTED, 0",
    "diskswap-A1, TRUSTED, 0",
    "implant-fw, UNTRUSTED, 1",
    "implant-oprom, UNTRUSTED, 1",
    "bootvar-A1, WARNING, 1",
    "boot-initrd, UNTRUSTED, 1"
  })
  void bootIsHeldAgainstWhatWasMade(String capture, String verdict, int code) {
    var golden = TestFile.write(home.resolve("golden.json"), make("clean-A1", "clean-A2").out());
    var answer =
        VerifyCall.ofCapture(home, TestResource.captures().resolve(capture))
            .answer("--golden", golden.toString());

    assertThat(answer.json().path("verdict").asText()).isEqualTo(verdict);
    assertThat(answer.code()).isEqualTo(code);
  }

  @Test
  void machineThatStandsOutIsNamedAndLeftOut() {
    var made = make("clean-A1", "clean-A2", "implant-fw", "implant-oprom", "fw-update-A1");

    assertThat(made.code()).isEqualTo(1);
    assertThat(words(made)).isEqualTo(TestResource.text("screens/golden-make-outliers.txt"));
    assertThat(sets(made).getFirst().events())
        .isEqualTo(sets(make("clean-A1", "clean-A2")).getFirst().events());
    assertThat(sets(made).getFirst().provenance().orElseThrow().sources())
        .filteredOn(source -> source.outlier())
        .extracting(source -> source.name())
        .containsExactly(log("implant-fw"), log("implant-oprom"));
  }

  @Test
  void layerThatWaitsForAPersonIsNotMade() {
    var made = make("clean-A1", "implant-fw");

    assertThat(made.code()).isEqualTo(1);
    assertThat(sets(made)).extracting(GoldenSet::layer).containsExactly(Layer.OS);
    assertThat(made.err())
        .contains("Undecided: PCR 0, EV_EFI_PLATFORM_FIRMWARE_BLOB")
        .contains("No set of the layer firmware: what is undecided is for you to judge");
  }

  @Test
  void acceptedDifferencesAreRecorded() {
    var made =
        make(
            List.of("--accept-differences", "two releases", "--by", "bob"),
            "clean-A1",
            "implant-fw");

    assertThat(sets(made)).extracting(GoldenSet::layer).containsExactly(Layer.values());
    assertThat(sets(made).getFirst().provenance().orElseThrow().decisions())
        .singleElement()
        .satisfies(
            decision -> {
              assertThat(decision.by()).isEqualTo("bob");
              assertThat(decision.reason()).isEqualTo("two releases");
            });
    assertThat(sets(made).getLast().provenance().orElseThrow().decisions()).isEmpty();
  }

  @Test
  void oneMachineNeedsAReason() {
    var refused = make("clean-B");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("--single").hasLineCount(1);

    var made = make(List.of("--single", "the first of its kind"), "clean-B");
    assertThat(made.code()).isZero();
    assertThat(sets(made).getFirst().secureBoot().orElseThrow().on()).isTrue();
    assertThat(sets(made).getFirst().provenance().orElseThrow().decisions()).hasSize(1);
  }

  @Test
  void osImageHasItsOwnName() {
    var made = make(List.of("--layer", "os", "--os-image", "debian-12"), "clean-A1", "clean-A2");

    assertThat(sets(made)).extracting(GoldenSet::subject).containsExactly("debian-12");
  }

  @Test
  void firmwareVersionIsChosen() {
    var updated = make("clean-A1", "fw-update-A1", "fw-update-A2");
    var version = sets(updated).getFirst().firmwareVersion();
    assertThat(version).isNotEmpty();

    var older =
        make(
            List.of("--firmware-version", "", "--single", "one is left"),
            "clean-A1",
            "fw-update-A1",
            "fw-update-A2");
    assertThat(sets(older).getFirst().firmwareVersion()).isEmpty();
    assertThat(older.err()).contains("Not part of it, as on firmware version '" + version + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "--quorum, 1, 'a quorum of 1 is not more than half of 2 machines'",
    "--quorum, 3, 'a quorum of 3 among 2 machines'",
    "--quorum, 0, 'A quorum is one machine at least'",
    "--layer, all, 'There is no layer all'",
    "--firmware-version, 9, 'no machine measured firmware version'",
    "--os-image, ' ', '--os-image is empty'",
    "--may-vary, 24=x, 'There is no PCR 24'",
    "--by, '', '--by is empty'"
  })
  void wrongOrderIsRefusedInOneLine(String option, String value, String sentence) {
    var refused = make(List.of(option, value), "clean-A1", "clean-A2");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains(sentence).hasLineCount(1);
  }

  @Test
  void whatIsNoLogIsNamed() {
    var file = TestFile.write(home.resolve("no.log"), "nothing");
    var refused =
        new AssayCall(home)
            .with("USER", "ann")
            .run("golden", "make", "--model", "M", file.toString());

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("no.log is no event log").hasLineCount(1);
  }

  @Test
  void sameLogTwiceIsNoQuorum() {
    var refused = make("clean-A1", "clean-A1");

    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("two siblings are named").hasLineCount(1);
  }

  @Test
  void jsonHasTheDocumentedShape() {
    var report =
        json(make(List.of("--json"), "clean-A1", "clean-A2", "implant-fw", "fw-update-A1"));

    assertThat(report.fieldNames())
        .toIterable()
        .containsExactly(
            "machines",
            "quorum",
            "firmwareVersion",
            "otherVersions",
            "camps",
            "differences",
            "waiting",
            "sets");
    assertThat(report.path("camps").path(0).path("shared").path(0).path("kind").asText())
        .isEqualTo("CHANGED");
    assertThat(report.path("otherVersions").path(0).path("machines").asInt()).isEqualTo(1);
    assertThat(report.path("sets")).hasSize(2);
  }

  private static JsonNode json(AssayCall.Result result) {
    try {
      return new ObjectMapper().readTree(result.out());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void fileIsChecked() {
    var file = TestFile.write(home.resolve("golden.json"), make("clean-A1", "clean-A2").out());
    var checked = new AssayCall(home).run("golden", "check", file.toString());

    assertThat(checked.code()).isZero();
    assertThat(checked.out())
        .hasLineCount(2)
        .contains("-firmware, firmware set of X11-TEST, 29 events, by ann at ")
        .contains("from 2 of which 2 are a quorum");

    var broken = TestFile.write(home.resolve("broken.json"), "{}");
    assertThat(new AssayCall(home).run("golden", "check", broken.toString()))
        .satisfies(refused -> assertThat(refused.code()).isEqualTo(2))
        .satisfies(refused -> assertThat(refused.err()).contains("is no golden set"));
  }
}
