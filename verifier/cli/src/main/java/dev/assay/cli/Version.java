package dev.assay.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/// The version that the jar says it is.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    var version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"assay " + Objects.requireNonNullElse(version, "(not packaged)")};
  }
}
