package dev.assay.verifier.service;

import java.util.List;

/// What is known of an EK at enrollment.
public sealed interface EkStanding {

  /// Its certificate chains to a configured root.
  ///
  /// @param softwareTpm a program that acts as a TPM, which the policy allows
  /// @param description vendor, model and version as the certificate has them
  /// @param root the root's subject
  /// @param serialNumber the certificate's, in hexadecimal; empty for one that an older version
  ///   took
  /// @param withoutRevocationList the issuers of whom no revocation list was configured: nobody
  ///   asked whether they took it back
  record Trusted(
      boolean softwareTpm,
      String description,
      String root,
      String serialNumber,
      List<String> withoutRevocationList)
      implements EkStanding {
    public Trusted {
      withoutRevocationList = List.copyOf(withoutRevocationList);
    }
  }

  /// The TPM showed none. Only a person's word makes such a machine ACTIVE.
  record Absent() implements EkStanding {}

  default boolean isSoftwareTpm() {
    return this instanceof Trusted trusted && trusted.softwareTpm();
  }
}
