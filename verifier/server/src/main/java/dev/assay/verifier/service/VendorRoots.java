package dev.assay.verifier.service;

import java.security.cert.X509Certificate;
import java.util.List;

/// On whose word the verifier believes who signed a vendor's manifest.
public sealed interface VendorRoots {

  /// On that of the certificates that come with it: whoever brings it says whom to believe.
  record OfTheBringer() implements VendorRoots {}

  /// On that of these roots alone, and of nobody where there are none.
  ///
  /// @param certificates roots, and intermediates that may complete a path to one
  record Own(List<X509Certificate> certificates) implements VendorRoots {
    public Own {
      certificates = List.copyOf(certificates);
    }
  }
}
