package dev.assay.appraisal;

import dev.assay.appraisal.boot.BootSession;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.enroll.BoundKey;
import dev.assay.appraisal.tpm.PcrSelection;
import java.util.Optional;

/// What the verifier knows and asked for; nothing in it comes from the evidence.
///
/// @param key the machine's enrolled attestation key
/// @param extraData what this nonce over this connection must have put into the quote; see
///   [QuoteBinding#extraData]
/// @param selection the banks and PCRs that were asked for
/// @param golden what the boot is held against
/// @param osLayer what differences of loader and kernel do to the verdict
/// @param last the machine's last authentic quote under this key; empty where there is none
/// @param lastFirmware the id of the firmware set that the machine's last good boot matched; empty
///   where there is none
public record Expectation(
    BoundKey key,
    Bytes extraData,
    PcrSelection selection,
    GoldenSets golden,
    OsLayerPolicy osLayer,
    Optional<BootSession> last,
    Optional<String> lastFirmware) {
  public Expectation {
    if (extraData.isEmpty()) {
      throw new IllegalArgumentException("a quote that is bound to nothing could be replayed");
    }
  }

  /// Of a machine that had no good boot yet.
  public Expectation(
      BoundKey key,
      Bytes extraData,
      PcrSelection selection,
      GoldenSets golden,
      OsLayerPolicy osLayer,
      Optional<BootSession> last) {
    this(key, extraData, selection, golden, osLayer, last, Optional.empty());
  }

  /// Of a machine that has not attested under this key.
  public Expectation(
      BoundKey key,
      Bytes extraData,
      PcrSelection selection,
      GoldenSets golden,
      OsLayerPolicy osLayer) {
    this(key, extraData, selection, golden, osLayer, Optional.empty());
  }
}
