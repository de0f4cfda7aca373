package dev.assay.agent.config;

import dev.assay.agent.log.Printable;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Reads the configuration file: lines of `key = value`, blank lines, and comments that start with
/// `#`.
///
/// A value may stand in double quotes. Unknown keys, keys given twice and lines of another form are
/// errors that name the line: a misspelt setting must not be a silent default.
final class ConfigurationFile {
  private static final int LIMIT = 64 * 1024;

  private ConfigurationFile() {}

  static Map<Setting, Configured> read(Path file) throws ConfigurationException {
    var lines = text(file).split("\n", -1);
    var values = new EnumMap<Setting, Configured>(Setting.class);
    for (var i = 0; i < lines.length; i++) {
      var line = lines[i].strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      var place = file + " line " + (i + 1);
      var equals = line.indexOf('=');
      if (equals < 0) {
        throw new ConfigurationException(place + ": expected 'key = value', found '" + line + "'");
      }
      var setting = setting(line.substring(0, equals).strip(), place);
      var value = new Configured(unquoted(line.substring(equals + 1).strip()), place);
      if (values.putIfAbsent(setting, value) != null) {
        throw new ConfigurationException(
            place + ": '" + setting.key() + "' is set a second time; keep one of the two lines");
      }
    }
    return values;
  }

  private static String text(Path file) throws ConfigurationException {
    try {
      if (Files.size(file) > LIMIT) {
        throw new ConfigurationException(file + " is larger than " + LIMIT + " bytes");
      }
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw new ConfigurationException(file + " is not UTF-8 text");
    } catch (IOException e) {
      throw new ConfigurationException(
          "can't read the configuration file: " + Printable.describe(e));
    }
  }

  private static Setting setting(String key, String place) throws ConfigurationException {
    var setting = Setting.ofKey(key);
    if (setting.isPresent()) {
      return setting.get();
    }
    throw new ConfigurationException(
        place
            + ": unknown key '"
            + key
            + "'; did you mean '"
            + EditDistance.nearest(key, keys())
            + "'?");
  }

  private static List<String> keys() {
    return Arrays.stream(Setting.values()).map(Setting::key).toList();
  }

  private static String unquoted(String value) {
    var quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
