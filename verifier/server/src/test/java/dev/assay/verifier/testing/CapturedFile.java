package dev.assay.verifier.testing;

import dev.assay.appraisal.codec.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Files of the captured boots, which come with the appraisal's tests.
public final class CapturedFile {
  private CapturedFile() {}

  /// The firmware event log of a capture.
  public static Bytes log(String capture) {
    return read(capture, "binary_bios_measurements");
  }

  public static Bytes read(String capture, String file) {
    var resource = "/captures/" + capture + "/" + file;
    try (var in = CapturedFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new AssertionError(resource + " is missing");
      }
      return Bytes.wrap(in.readAllBytes());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
