package dev.assay.agent.config;

/// What is configured can't be used. The message names the place (flag, variable, file and line)
/// and what to write instead.
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1;

  /// An error with what to do about it.
  public ConfigurationException(String message) {
    super(message);
  }
}
