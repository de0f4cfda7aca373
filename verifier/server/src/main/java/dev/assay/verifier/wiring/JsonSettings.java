package dev.assay.verifier.wiring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads a JSON file of the configuration. One that can't be read as what it should be stops the
/// start.
final class JsonSettings {
  private JsonSettings() {}

  /// @param setting the variable that names the file
  static <T> T read(JsonMapper json, Path file, Class<T> type, String setting) {
    try {
      return json.readValue(Files.readString(file), type);
    } catch (JsonProcessingException wrong) {
      var where = wrong.getLocation() == null ? "" : " in line " + wrong.getLocation().getLineNr();
      throw new StartupFailure(
          "%s is not the JSON that docs/quarantine.md describes%s: %s"
              .formatted(file, where, wrong.getOriginalMessage()),
          wrong);
    } catch (IOException unreadable) {
      throw new StartupFailure(
          "%s can't be read. Correct %s, or the file's permissions.".formatted(file, setting),
          unreadable);
    }
  }
}
