package dev.assay.cli.fuzz;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.Captures;
import dev.assay.cli.TestResource;
import dev.assay.cli.input.InputFile;
import java.nio.file.Path;

/// Files of a quote that a captured machine's TPM made.
final class QuoteSeeds {
  private static final String CAPTURE = "clean-A1";

  private QuoteSeeds() {}

  static Bytes bytes(String file) {
    return Captures.bytes(CAPTURE, "quote/" + file);
  }

  static Path path(String file) {
    return TestResource.captures().resolve(CAPTURE).resolve("quote").resolve(file);
  }

  static InputFile file(String name) {
    return new InputFile(name, bytes(name));
  }

  static InputFile hostile(byte[] data) {
    return new InputFile("hostile", Bytes.copyOf(data));
  }
}
