package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.testing.CapturedEvidence;
import dev.assay.golden.GoldenJson;
import dev.assay.reference.TestSigner;
import dev.assay.reference.corim.CorimWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyException;
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
    try {
      return Files.write(
          home.resolve("x11.corim"), CorimWriter.write(MODEL_A, VENDOR.key()).toArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
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
  void nobodyIsBelievedUnasked() {
    var result = run();
    assertThat(result.err()).contains("--trust").hasLineCount(1);
    assertThat(result.code()).isEqualTo(2);
  }
}
