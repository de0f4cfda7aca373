package dev.assay.verifier.service.hooks;

import java.util.regex.Pattern;

/// A configured receiver.
///
/// @param name 1 to 64 lower-case letters, digits and dashes
/// @param origin who configured it
public record Hook(
    String name, Origin origin, HookTarget target, HookFilter filter, boolean paused) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  /// What a name must look like, for messages.
  public static final String NAME_SHAPE = "1 to 64 lower-case letters, digits and dashes";

  public Hook {
    if (!isName(name)) {
      throw new IllegalArgumentException("A hook's name is " + NAME_SHAPE);
    }
  }

  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /// Who configured a hook.
  public enum Origin {
    /// The file that the verifier was started with; only there it is changed.
    FILE,
    /// An administrator.
    API
  }
}
