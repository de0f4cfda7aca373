package dev.assay.agent.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;

/// The kernel's id of this boot, made anew by every boot.
///
/// @param value 36 characters: hexadecimal in groups of 8-4-4-4-12
public record BootId(String value) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  /// Refuses any other form.
  public BootId {
    Objects.requireNonNull(value, "value");
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("no boot id");
    }
  }

  /// Reads the boot id from the kernel's file.
  ///
  /// @throws IOException where the file can't be read, or holds something else
  public static BootId read(Path file) throws IOException {
    var text = SmallFile.text(file, 128);
    try {
      return new BootId(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " holds no boot id (36 characters); see --boot-id", e);
    }
  }
}
