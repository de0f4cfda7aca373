package dev.assay.agent.config;

import java.util.Objects;

/// A value and the place that set it, for error messages.
///
/// @param value the text as it was given
/// @param place `--flag`, the environment variable, `FILE line N`, or `default`
record Configured(String value, String place) {
  Configured {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(place, "place");
  }

  ConfigurationException wrong(String expected) {
    return new ConfigurationException(place + ": '" + value + "' is not " + expected);
  }
}
