package dev.assay.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The variables that the verifier reads, from its source: what it looks up by name, and the
/// methods of its configuration interfaces.
final class KnownSettings {
  private static final Path VERIFIER = Path.of("../verifier/server/src/main");
  private static final Pattern PREFIX =
      Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"\\)");
  private static final Pattern VARIABLE = Pattern.compile("(?:\"|\\$\\{)(ASSAY_[A-Z_]+)[\":}]");
  // A method without a body, or a group of such.
  private static final Pattern MEMBER =
      Pattern.compile("^( +)(?:interface (\\w+) \\{|[\\w<>.]+ (\\w+)\\(\\);)", Pattern.MULTILINE);

  private KnownSettings() {}

  static Set<String> ofVerifier() {
    var names = new TreeSet<String>();
    try (var files = Files.walk(VERIFIER)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var name = file.toString();
        if (name.endsWith(".java") || name.endsWith("/bin/assay-verifier")) {
          collect(Files.readString(file), names);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return names;
  }

  private static void collect(String source, Set<String> names) {
    var variables = VARIABLE.matcher(source);
    while (variables.find()) {
      names.add(variables.group(1));
    }
    var prefix = PREFIX.matcher(source);
    if (prefix.find()) {
      members(source, variable(prefix.group(1)), names);
    }
  }

  // Groups are inner interfaces, called as the method that gives them.
  private static void members(String source, String prefix, Set<String> names) {
    var member = MEMBER.matcher(source);
    var group = "";
    while (member.find()) {
      if (member.group(2) != null) {
        group = "_" + variable(member.group(2));
      } else {
        var inner = member.group(1).length() > 2 ? group : "";
        names.add(prefix + inner + "_" + variable(member.group(3)));
      }
    }
  }

  private static String variable(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1_$2")
        .replaceAll("[.-]", "_")
        .toUpperCase(Locale.ROOT);
  }
}
