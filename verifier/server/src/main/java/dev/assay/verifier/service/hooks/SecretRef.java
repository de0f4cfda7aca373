package dev.assay.verifier.service.hooks;

import java.util.Optional;
import java.util.regex.Pattern;

/// Where a secret lies: `file:/absolute/path` or `env:NAME`. The secret itself is read when it is
/// used, and is never kept or shown.
public sealed interface SecretRef {

  record InFile(String path) implements SecretRef {
    @Override
    public String toString() {
      return FILE + path;
    }
  }

  record InEnvironment(String name) implements SecretRef {
    @Override
    public String toString() {
      return ENV + name;
    }
  }

  String FILE = "file:";
  String ENV = "env:";

  /// What a text must look like, for messages.
  String SHAPE = "file:/absolute/path or env:NAME";

  Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
  Pattern PATH = Pattern.compile("/[\\x21-\\x7e]{0,500}");

  static Optional<SecretRef> parse(String text) {
    if (text.startsWith(FILE) && PATH.matcher(text.substring(FILE.length())).matches()) {
      return Optional.of(new InFile(text.substring(FILE.length())));
    }
    return text.startsWith(ENV) && NAME.matcher(text.substring(ENV.length())).matches()
        ? Optional.of(new InEnvironment(text.substring(ENV.length())))
        : Optional.empty();
  }
}
