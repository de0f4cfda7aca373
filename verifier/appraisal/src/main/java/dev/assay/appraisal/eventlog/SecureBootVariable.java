package dev.assay.appraisal.eventlog;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The variables that PCR 7 begins with, in their order (TCG PFP, section "PCR[7]").
public enum SecureBootVariable {
  SECURE_BOOT("SecureBoot", Names.GLOBAL),
  PK("PK", Names.GLOBAL),
  KEK("KEK", Names.GLOBAL),
  DB("db", Names.IMAGE_SECURITY),
  DBX("dbx", Names.IMAGE_SECURITY);

  /// The name spaces of the firmware's own variables (UEFI, sections "Globally Defined Variables",
  /// "Image Execution Information Table").
  private static final class Names {
    static final String GLOBAL = "8be4df61-93ca-11d2-aa0d-00e098032b8c";
    static final String IMAGE_SECURITY = "d719b2cb-3d3a-4596-a3bc-dad00e67656f";
  }

  private record Named(Guid vendor, String name, Optional<SecureBootVariable> variable) {}

  private static final Guid GLOBAL = Guid.of(Names.GLOBAL);
  private static final Guid IMAGE_SECURITY = Guid.of(Names.IMAGE_SECURITY);
  private static final List<Named> ALL =
      Stream.of(values())
          .map(one -> new Named(Guid.of(one.vendor), one.variableName, Optional.of(one)))
          .toList();

  private final String variableName;
  private final String vendor;

  SecureBootVariable(String variableName, String vendor) {
    this.variableName = variableName;
    this.vendor = vendor;
  }

  /// Its name in UEFI.
  public String variableName() {
    return variableName;
  }

  /// Which one `variable` is, if it is one of these.
  public static Optional<SecureBootVariable> of(EventPayload.UefiVariable variable) {
    for (Named named : ALL) {
      if (named.name.equals(variable.name()) && named.vendor.equals(variable.vendor())) {
        return named.variable;
      }
    }
    return Optional.empty();
  }

  /// Whether `variable` is the firmware's, and not a boot loader's own.
  public static boolean isFirmwares(EventPayload.UefiVariable variable) {
    return variable.vendor().equals(GLOBAL) || variable.vendor().equals(IMAGE_SECURITY);
  }
}
