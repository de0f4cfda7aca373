package dev.assay.appraisal;

/// What a boot loader or kernel that differs from its golden set does to the verdict. Firmware is
/// always enforced.
public enum OsLayerPolicy {
  /// A difference is a violation. The choice where nobody chose. With no golden set of the OS layer
  /// there is nothing to enforce, and a note says so.
  ENFORCE,
  /// A difference is a warning.
  WARN,
  /// Loader and kernel are not judged, and a note says so.
  IGNORE
}
