package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.testing.CapturedEvidence;
import dev.assay.golden.GoldenJson;
import dev.assay.reference.TestSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A vendor's manifest is read, and golden sets are held against it.
class ReferenceCommandTest {
  private static final TestSigner VENDOR = new TestSigner("TestVendor");
  private static final GoldenSet MODEL_A = firmware("clean-A1", "clean-A2");

  @TempDir private Path home;

  private static GoldenSet firmware(String... captures) {
    return CapturedEvidence.golden("X11-TEST", captures).firmware().getFirst();
  }

  private Path manifest() {
    var manifest = home.resolve("x11.corim");
    if (!Files.exists(manifest)) {
      var own = TestFile.write(home.resolve("own.json"), GoldenJson.write(MODEL_A));
      assertThat(corim(own, manifest).code()).isZero();
    }
    return manifest;
  }

  private AssayCall.Result corim(Path golden, Path out) {
    var key = TestFile.write(home.resolve("vendor.key"), VENDOR.keyPem());
    return new AssayCall(home)
        .run(
            "golden", "corim", golden.toString(), "--key", key.toString(), "--out", out.toString());
  }

  private Path trusted(TestSigner signer) {
    return TestFile.write(home.resolve("vendor.pem"), signer.pem());
  }

  private Path golden(GoldenSet set) {
    return TestFile.write(home.resolve("golden.json"), GoldenJson.write(set));
  }

  private AssayCall.Result run(String... more) {
    var arguments = new String[more.length + 2];
    arguments[0] = "reference";
    arguments[1] = manifest().toString();
    System.arraycopy(more, 0, arguments, 2, more.length);
    return new AssayCall(home).run(arguments);
  }

  @Test
  void supportedSetEndsWithZero() {
    var result = run("--trust", trusted(VENDOR).toString(), "--golden", golden(MODEL_A).toString());
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).contains("CN=TestVendor", "SUPPORTED").doesNotContain("NOT SUPPORTED");
    assertThat(result.code()).isZero();
  }

  @Test
  void setOfOtherFirmwareIsNotSupported() throws IOException {
    var other = golden(firmware("fw-update-A1", "fw-update-A2"));
    var result = run("--trust", trusted(VENDOR).toString(), "--golden", other.toString(), "--json");
    assertThat(result.code()).isOne();
    var said = new ObjectMapper().readTree(result.out()).path("golden").path(0);
    assertThat(said.path("supported").asBoolean()).isFalse();
    assertThat(said.path("values").findValuesAsText("said")).contains("differs");
  }

  @Test
  void manifestOfAStrangerIsRefused() {
    var result = run("--trust", trusted(new TestSigner("Stranger")).toString());
    assertThat(result.err()).contains("is refused: none of the signers").hasLineCount(1);
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void manifestThatIsThereStaysAsItIs() {
    var result = corim(golden(MODEL_A), manifest());
    assertThat(result.err()).contains("is there already").hasLineCount(1);
    assertThat(result.code()).isEqualTo(2);
  }

  @Test
  void nobodyIsBelievedUnasked() {
    var result = run();
    assertThat(result.err()).contains("--trust").hasLineCount(1);
    assertThat(result.code()).isEqualTo(2);
  }
}
