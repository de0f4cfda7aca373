package dev.assay.appraisal.boot;

import dev.assay.appraisal.tpm.Digest;
import java.util.List;

/// A variable of signature lists: keys, and images that are allowed or forbidden.
///
/// @param name as in UEFI: "PK", "KEK", "db", "dbx"
/// @param sha256 of the variable's value, to compare machines by
/// @param certificates at most [BootFacts#MAX_ENTRIES]
/// @param hashes how many images are named by their hash
/// @param entries how many entries there are in all
public record KeyDatabase(
    String name, Digest sha256, List<KeyCertificate> certificates, int hashes, int entries) {
  public KeyDatabase {
    certificates = List.copyOf(certificates);
  }
}
