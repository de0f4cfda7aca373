package dev.assay.verifier.hooks;

import dev.assay.verifier.service.hooks.SecretRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Reads secrets where they lie, anew each time, so that one that was exchanged counts at once.
final class Secrets {
  private static final int LONGEST = 4_096;
  private static final int LONGEST_FILE = 256 * 1024;

  private final Map<String, String> environment;

  Secrets(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /// @throws HookUnusable where there is none; the message names the reference, never the secret
  String read(SecretRef reference) throws HookUnusable {
    return read(reference, LONGEST);
  }

  /// As [#read], of a whole document that holds secrets.
  String readLong(SecretRef reference) throws HookUnusable {
    return read(reference, LONGEST_FILE);
  }

  private String read(SecretRef reference, int longest) throws HookUnusable {
    return switch (reference) {
      case SecretRef.InEnvironment(var name) -> variable(name);
      case SecretRef.InFile(var path) -> file(path, longest);
    };
  }

  private String variable(String name) throws HookUnusable {
    var value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new HookUnusable("The environment of the verifier has no " + name + ".");
    }
    return value.strip();
  }

  private static String file(String path, int longest) throws HookUnusable {
    try (var in = Files.newInputStream(Path.of(path))) {
      var bytes = in.readNBytes(longest + 1);
      if (bytes.length > longest) {
        throw new HookUnusable(path + " is too long for a secret.");
      }
      return new String(bytes, StandardCharsets.UTF_8).strip();
    } catch (IOException | SecurityException unreadable) {
      throw new HookUnusable("The secret's file " + path + " can't be read by the verifier.");
    }
  }
}
