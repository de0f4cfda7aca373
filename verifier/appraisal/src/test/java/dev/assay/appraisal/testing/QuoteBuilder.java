package dev.assay.appraisal.testing;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;

/// Writes TPMS_ATTEST structures, right but for what a test sets.
public final class QuoteBuilder {
  private long magic = 0xFF544347L;
  private int type = 0x8018;
  private Bytes extraData = Bytes.wrap(new byte[32]);
  private long clockMillis = 60_000;
  private long resetCount = 7;
  private long restartCount;
  private int safe = 1;
  private long firmwareVersion = 0x2019_1023_0016_3636L;
  private Bytes selection;
  private Bytes pcrDigest;
  private Bytes tail = Bytes.EMPTY;

  private QuoteBuilder(Bytes selection, Bytes pcrDigest) {
    this.selection = selection;
    this.pcrDigest = pcrDigest;
  }

  /// A quote of these values, by a key whose scheme has this hash.
  public static QuoteBuilder of(
      PcrValues values, PcrSelection selection, HashAlgorithm schemeHash) {
    return new QuoteBuilder(
        selection.write(), schemeHash.hash(values.concatenated(selection)).value());
  }

  public QuoteBuilder magic(long value) {
    magic = value;
    return this;
  }

  public QuoteBuilder type(int value) {
    type = value;
    return this;
  }

  public QuoteBuilder extraData(Bytes value) {
    extraData = value;
    return this;
  }

  public QuoteBuilder clockMillis(long value) {
    clockMillis = value;
    return this;
  }

  public QuoteBuilder resetCount(long value) {
    resetCount = value;
    return this;
  }

  public QuoteBuilder restartCount(long value) {
    restartCount = value;
    return this;
  }

  public QuoteBuilder firmwareVersion(long value) {
    firmwareVersion = value;
    return this;
  }

  public QuoteBuilder safe(int value) {
    safe = value;
    return this;
  }

  public QuoteBuilder selection(Bytes tpmlPcrSelection) {
    selection = tpmlPcrSelection;
    return this;
  }

  public QuoteBuilder pcrDigest(Bytes value) {
    pcrDigest = value;
    return this;
  }

  public QuoteBuilder tail(Bytes value) {
    tail = value;
    return this;
  }

  public Bytes write() {
    return ByteWriter.bigEndian()
        .u32(magic)
        .u16(type)
        .sized(Bytes.concat(Bytes.fromHex("000b"), Bytes.wrap(new byte[32])))
        .sized(extraData)
        .u64(clockMillis)
        .u32(resetCount)
        .u32(restartCount)
        .u8(safe)
        .u64(firmwareVersion)
        .bytes(selection)
        .sized(pcrDigest)
        .bytes(tail)
        .toBytes();
  }
}
