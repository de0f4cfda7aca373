package dev.assay.agent.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// The strings that the firmware puts into SMBIOS, named as in `/sys/class/dmi/id`.
///
/// @param values by file name, such as `board_name`; without what is absent, unreadable or empty
public record SmbiosStrings(Map<String, String> values) {
  /// A file of strings, for machines whose facts come as a file.
  private static final int JSON_LIMIT = 64 * 1024;

  private static final int VALUE_LIMIT = 4096;

  /// Copies.
  public SmbiosStrings {
    values = Map.copyOf(Objects.requireNonNull(values, "values"));
  }

  /// Reads the named strings from the kernel's folder or from a JSON object of strings. A machine
  /// without SMBIOS (or a folder without some of the files, or without the right to read serial
  /// numbers) has fewer; that is no error.
  ///
  /// @throws IOException where a JSON file is given and can't be read as one
  public static SmbiosStrings read(Path folderOrFile, Iterable<String> names) throws IOException {
    if (!Files.isRegularFile(folderOrFile)) {
      return new SmbiosStrings(fromFolder(folderOrFile, names));
    }
    try {
      return new SmbiosStrings(FlatJson.parse(SmallFile.text(folderOrFile, JSON_LIMIT)));
    } catch (IOException e) {
      throw new IOException(folderOrFile + " is no JSON object of strings: " + e.getMessage(), e);
    }
  }

  private static Map<String, String> fromFolder(Path folder, Iterable<String> names) {
    var values = new HashMap<String, String>();
    for (var name : names) {
      try {
        values.put(name, SmallFile.text(folder.resolve(name), VALUE_LIMIT).strip());
      } catch (IOException _) {
        // Absent, or readable for root only: the host doesn't say.
      }
    }
    return values;
  }

  /// The string of that name; empty where the host doesn't say.
  public String get(String name) {
    return values.getOrDefault(name, "");
  }
}
