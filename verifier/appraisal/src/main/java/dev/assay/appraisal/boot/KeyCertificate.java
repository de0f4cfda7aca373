package dev.assay.appraisal.boot;

import dev.assay.appraisal.codec.PlainText;
import dev.assay.appraisal.tpm.Digest;

/// A certificate of a key database.
///
/// @param subject for people; made harmless and cut
/// @param sha256 of the certificate's DER
public record KeyCertificate(String subject, Digest sha256) {
  public KeyCertificate {
    subject = PlainText.of(subject, BootFacts.MAX_TEXT);
  }
}
