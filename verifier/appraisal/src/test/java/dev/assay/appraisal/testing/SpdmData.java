package dev.assay.appraisal.testing;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;

/// What firmware logs of devices that it asked over SPDM (TCG PFP, section "SPDM Device Events"),
/// put together from the specification: no machine of the corpus has such a device.
public final class SpdmData {
  /// The device path of PCI function 0x1f.0.
  public static final Bytes PATH = Bytes.fromHex("01010600001f7fff0400");

  public static final Bytes DIGEST = Bytes.fromHex("ab".repeat(32));

  /// A certificate chain's digest, in slot 0.
  public static final Bytes CHAIN =
      ByteWriter.littleEndian().u16(0x12).u8(0).u8(0).u32(2).bytes(DIGEST).toBytes();

  private static final int NV_VERSION = 1;

  private SpdmData() {}

  /// One measurement block: immutable firmware, as a digest.
  public static Bytes block() {
    return ByteWriter.littleEndian()
        .u8(1)
        .u8(1)
        .u16(3 + DIGEST.length())
        .u8(1)
        .u16(DIGEST.length())
        .bytes(DIGEST)
        .toBytes();
  }

  /// The context of a PCI device: a network card.
  public static Bytes pci() {
    return ByteWriter.littleEndian()
        .u16(0)
        .u16(16)
        .u16(0x8086)
        .u16(0x1521)
        .u8(1)
        .bytes(Bytes.fromHex("000002"))
        .u16(0x15D9)
        .u16(0x1521)
        .toBytes();
  }

  /// The answer to GET_MEASUREMENTS, of one block.
  public static Bytes measurement() {
    return ByteWriter.littleEndian().u16(0x12).u8(1).u8(0).u32(2).bytes(block()).toBytes();
  }

  /// The first version of the event, with a measurement.
  public static Bytes first() {
    return ByteWriter.littleEndian()
        .bytes(EventData.ascii("SPDM Device Sec\0"))
        .u16(1)
        .u16(0)
        .u32(2)
        .u32(1)
        .bytes(block())
        .bytes(pci())
        .toBytes();
  }

  /// The second version of the event.
  ///
  /// @param answerType 0 for measurements, 1 for a certificate chain
  public static Bytes second(int authState, int answerType, Bytes answer, Bytes context) {
    return ByteWriter.littleEndian()
        .bytes(EventData.ascii("SPDM Device Sec2"))
        .u16(2)
        .u8(authState)
        .u8(0)
        .u32(0)
        .u32(1)
        .u32(answerType)
        .u32(answer.length())
        .u64(7)
        .u64(PATH.length())
        .bytes(PATH)
        .bytes(answer)
        .bytes(context)
        .toBytes();
  }

  /// A device's identity that went to an NV index.
  public static Bytes nvIndexInstance() {
    return nvIndex("NvIndexInstance\0").bytes(second(0, 1, CHAIN, pci())).toBytes();
  }

  /// A message that went to an NV index.
  public static Bytes nvIndexDynamic() {
    return nvIndex("NvIndexDynamic \0")
        .u64(7)
        .u16(15)
        .bytes(EventData.ascii("SPDM CHALLENGE\0"))
        .u16(DIGEST.length())
        .bytes(DIGEST)
        .toBytes();
  }

  private static ByteWriter nvIndex(String signature) {
    return ByteWriter.littleEndian()
        .bytes(EventData.ascii(signature))
        .u16(NV_VERSION)
        .bytes(Bytes.wrap(new byte[6]));
  }
}
