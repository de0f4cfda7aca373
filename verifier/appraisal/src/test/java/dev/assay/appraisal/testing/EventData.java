package dev.assay.appraisal.testing;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Event data of the kinds that tests need, as firmware writes it.
public final class EventData {
  /// EFI_GLOBAL_VARIABLE.
  public static final Bytes GLOBAL = Bytes.fromHex("61dfe48bca93d211aa0d00e098032b8c");

  /// EFI_IMAGE_SECURITY_DATABASE.
  public static final Bytes IMAGE_SECURITY = Bytes.fromHex("cbb219d73a3d9645a3bcdad00e67656f");

  /// SHIM_LOCK.
  public static final Bytes SHIM = Bytes.fromHex("50ab5d6046e00043abb63dd810dd8b23");

  /// EFI_CERT_X509.
  public static final Bytes X509 = Bytes.fromHex("a159c0a5e494a74a87b5ab155c2bf072");

  /// EFI_CERT_SHA256.
  public static final Bytes SHA256 = Bytes.fromHex("2616c4c14c509240aca941f936934328");

  /// EFI_CERT_X509_SHA256.
  public static final Bytes X509_SHA256 = Bytes.fromHex("92a4d23bc0967940b420fcf98ef103ed");

  private EventData() {}

  public static Bytes ascii(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  /// UCS-2 without a NUL at the end.
  public static Bytes utf16(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_16LE));
  }

  public static Bytes specId(List<HashAlgorithm> banks) {
    ByteWriter writer = specIdStart("Spec ID Event03").u32(banks.size());
    banks.forEach(bank -> writer.u16(bank.id()).u16(bank.size()));
    return writer.u8(0).toBytes();
  }

  /// A Spec ID event up to its number of algorithms.
  public static ByteWriter specIdStart(String signature) {
    return ByteWriter.littleEndian().bytes(ascii(signature + "\0")).u32(0).u8(0).u8(2).u8(0).u8(2);
  }

  public static Bytes startupLocality(int locality) {
    return ByteWriter.littleEndian().bytes(ascii("StartupLocality\0")).u8(locality).toBytes();
  }

  /// UEFI_VARIABLE_DATA in the name space of global variables.
  public static Bytes variable(String name, Bytes value) {
    return variable(GLOBAL, name, value);
  }

  /// UEFI_VARIABLE_DATA.
  public static Bytes variable(Bytes vendor, String name, Bytes value) {
    return ByteWriter.littleEndian()
        .bytes(vendor)
        .u64(name.length())
        .u64(value.length())
        .bytes(utf16(name))
        .bytes(value)
        .toBytes();
  }

  /// EFI_SIGNATURE_LIST without a header.
  ///
  /// @param entries each an owner and its data, all of one size
  public static Bytes signatureList(Bytes type, Bytes... entries) {
    Bytes all = Bytes.concat(entries);
    return ByteWriter.littleEndian()
        .bytes(type)
        .u32(28 + all.length())
        .u32(0)
        .u32(all.length() / entries.length)
        .bytes(all)
        .toBytes();
  }

  /// EFI_LOAD_OPTION.
  public static Bytes loadOption(String description, Bytes path) {
    return ByteWriter.littleEndian()
        .u32(1)
        .u16(path.length())
        .bytes(utf16(description + "\0"))
        .bytes(path)
        .toBytes();
  }

  /// A device path of one network card: MAC node, end node.
  public static Bytes macPath(String mac) {
    return Bytes.concat(
        Bytes.fromHex("030b2500"),
        Bytes.fromHex(mac),
        Bytes.wrap(new byte[26]),
        Bytes.fromHex("01"),
        Bytes.fromHex("7fff0400"));
  }

  /// A device path of one file: file path node, end node.
  public static Bytes filePath(String file) {
    Bytes name = utf16(file + "\0");
    return ByteWriter.littleEndian()
        .u8(4)
        .u8(4)
        .u16(4 + name.length())
        .bytes(name)
        .bytes(Bytes.fromHex("7fff0400"))
        .toBytes();
  }

  /// UEFI_IMAGE_LOAD_EVENT.
  public static Bytes imageLoad(String file) {
    Bytes path = filePath(file);
    return ByteWriter.littleEndian()
        .u64(0x1000)
        .u64(0x2000)
        .u64(0)
        .u64(path.length())
        .bytes(path)
        .toBytes();
  }

  /// UEFI_PLATFORM_FIRMWARE_BLOB2.
  public static Bytes blob2(String description, long base, long length) {
    return ByteWriter.littleEndian()
        .u8(description.length())
        .bytes(ascii(description))
        .u64(base)
        .u64(length)
        .toBytes();
  }

  /// UEFI_GPT_DATA with one partition per GUID. The CRC32s are made up from the GUIDs.
  ///
  /// @param disk 32 hex digits, as each of `partitions`
  public static Bytes gpt(String disk, String... partitions) {
    ByteWriter writer =
        ByteWriter.littleEndian()
            .bytes(ascii("EFI PART"))
            .u32(0x10000)
            .u32(92)
            .u32(Integer.toUnsignedLong(disk.hashCode()))
            .u32(0)
            .u64(1)
            .u64(0x7FFFF)
            .u64(34)
            .u64(0x7FFDE)
            .bytes(Bytes.fromHex(disk))
            .u64(2)
            .u32(128)
            .u32(128)
            .u32(Integer.toUnsignedLong(String.join("", partitions).hashCode()))
            .u64(partitions.length);
    for (String partition : partitions) {
      writer
          .bytes(Bytes.fromHex("28732ac11ff8d211ba4b00a0c93ec93b"))
          .bytes(Bytes.fromHex(partition))
          .u64(2048)
          .u64(133086)
          .u64(0)
          .bytes(Bytes.concat(utf16("ESP"), Bytes.wrap(new byte[66])));
    }
    return writer.toBytes();
  }
}
