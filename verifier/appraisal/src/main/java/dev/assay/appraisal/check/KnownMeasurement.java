package dev.assay.appraisal.check;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What firmware measures in the specification's own words, so that its digest alone tells what it
/// is: no type and no data has to be believed (TCG PFP, sections "EV_SEPARATOR", "EV_EFI_ACTION").
enum KnownMeasurement {
  SEPARATOR_ZEROS("\0\0\0\0"),
  SEPARATOR_ONES("\u00FF\u00FF\u00FF\u00FF"),
  SEPARATOR_ERROR("\u0001\0\0\0"),
  CALLING_BOOT_OPTION("Calling EFI Application from Boot Option"),
  RETURNING_FROM_BOOT_OPTION("Returning from EFI Application from Boot Option"),
  EXIT_INVOCATION("Exit Boot Services Invocation"),
  EXIT_SUCCESS("Exit Boot Services Returned with Success"),
  EXIT_FAILURE("Exit Boot Services Returned with Failure"),
  DEBUG_MODE("UEFI Debug Mode"),
  DMA_PROTECTION_DISABLED("DMA Protection Disabled");

  private static final Map<Digest, KnownMeasurement> BY_DIGEST = byDigest();

  // A byte a character.
  private final String measured;

  KnownMeasurement(String measured) {
    this.measured = measured;
  }

  /// What this digest is of, where it is one of these.
  static Optional<KnownMeasurement> of(Digest digest) {
    return Optional.ofNullable(BY_DIGEST.get(digest));
  }

  /// What its digest is in `bank`.
  Digest digest(HashAlgorithm bank) {
    return bank.hash(Bytes.wrap(measured.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /// Whether it is a separator, and not the one for errors.
  boolean separator() {
    return this == SEPARATOR_ZEROS || this == SEPARATOR_ONES;
  }

  private static Map<Digest, KnownMeasurement> byDigest() {
    Map<Digest, KnownMeasurement> known = new HashMap<>();
    for (KnownMeasurement measurement : values()) {
      for (HashAlgorithm bank : HashAlgorithm.values()) {
        known.put(measurement.digest(bank), measurement);
      }
    }
    return Collections.unmodifiableMap(known);
  }
}
