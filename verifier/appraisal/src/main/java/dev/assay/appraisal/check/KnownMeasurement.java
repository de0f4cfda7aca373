package dev.assay.appraisal.check;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

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

  private static final Map<HashAlgorithm, List<Known>> BY_BANK = byBank();

  // A byte a character.
  private final String measured;

  /// @param start see [Event#digestStart]
  private record Known(int start, Digest digest, Optional<KnownMeasurement> measurement) {}

  KnownMeasurement(String measured) {
    this.measured = measured;
  }

  /// What the digest of `event` in `bank` is of, where it is one of these.
  static Optional<KnownMeasurement> of(Event event, HashAlgorithm bank) {
    int start = event.digestStart(bank);
    for (Known known : Objects.requireNonNull(BY_BANK.get(bank))) {
      if (known.start == start && event.hasDigest(known.digest)) {
        return known.measurement;
      }
    }
    return Optional.empty();
  }

  /// What its digest is in `bank`.
  Digest digest(HashAlgorithm bank) {
    return bank.hash(Bytes.wrap(measured.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /// Whether it is a separator, and not the one for errors.
  boolean separator() {
    return this == SEPARATOR_ZEROS || this == SEPARATOR_ONES;
  }

  private static Map<HashAlgorithm, List<Known>> byBank() {
    Map<HashAlgorithm, List<Known>> known = new EnumMap<>(HashAlgorithm.class);
    for (HashAlgorithm bank : HashAlgorithm.values()) {
      known.put(bank, Stream.of(values()).map(measurement -> measurement.in(bank)).toList());
    }
    return Collections.unmodifiableMap(known);
  }

  private Known in(HashAlgorithm bank) {
    Digest digest = digest(bank);
    int start = ByteBuffer.wrap(digest.value().toArray()).getInt();
    return new Known(start, digest, Optional.of(this));
  }
}
