package dev.assay.verifier.service;

import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.reference.manifest.ManifestFiles;

/// A vendor's manifest that somebody brought for a golden set.
///
/// @param brought by whom and when
public record ReferenceSource(ManifestFiles files, Approval brought) {
  /// What it is known by: SHA-256 of the manifest.
  public Digest sha256() {
    return HashAlgorithm.SHA256.hash(files.manifest());
  }
}
