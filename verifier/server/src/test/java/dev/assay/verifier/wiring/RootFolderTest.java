package dev.assay.verifier.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.reference.TestSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RootFolderTest {
  private static final TestSigner VENDOR = new TestSigner("TestVendor");

  @TempDir private Path folder;

  @Test
  void rootsOfReferenceVendorsAreReadAndOtherFilesKeepNoneOut() throws IOException {
    Files.writeString(folder.resolve("vendor.pem"), VENDOR.pem());
    Files.writeString(folder.resolve("notes.txt"), "-----BEGIN nothing");

    var loaded = RootFolder.RIM.load(folder);

    assertThat(loaded.roots()).containsExactly(VENDOR.root());
    assertThat(loaded.intermediates()).containsExactly(VENDOR.certificate());
  }

  @Test
  void folderThatIsNotThereStopsTheStart() {
    assertThatExceptionOfType(StartupFailure.class)
        .isThrownBy(() -> RootFolder.RIM.load(folder.resolve("none")))
        .withMessageContaining("The folder of RIM roots")
        .withMessageContaining("Correct ASSAY_RIM_ROOTS");
  }
}
