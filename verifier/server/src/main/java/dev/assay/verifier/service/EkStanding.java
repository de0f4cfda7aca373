package dev.assay.verifier.service;

/// What is known of an EK at enrollment.
public sealed interface EkStanding {

  /// Its certificate chains to a configured root.
  ///
  /// @param softwareTpm a program that acts as a TPM, which the policy allows
  /// @param description vendor, model and version as the certificate has them
  /// @param root the root's subject
  record Trusted(boolean softwareTpm, String description, String root) implements EkStanding {}

  /// The TPM showed none. Only a person's word makes such a machine ACTIVE.
  record Absent() implements EkStanding {}

  default boolean isSoftwareTpm() {
    return this instanceof Trusted trusted && trusted.softwareTpm();
  }
}
