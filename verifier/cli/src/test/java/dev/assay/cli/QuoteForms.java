package dev.assay.cli;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrSelection;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The same quote in the other forms that tpm2-tools has for it, written anew from the files of a
/// captured machine.
public final class QuoteForms {
  private QuoteForms() {}

  /// The values of a file of `tpm2_quote -F serialized` over one bank, SHA-256.
  static List<Bytes> values(Path serialized) {
    try {
      var reader = ByteReader.littleEndian(Bytes.wrap(TestFile.bytes(serialized)));
      reader.take(4 + 16 * 8, "selection");
      var values = new ArrayList<Bytes>();
      for (var lists = reader.u32(); lists > 0; lists--) {
        var used = reader.u32();
        for (var i = 0; i < 8; i++) {
          reader.u16();
          var value = reader.take(64, "digest");
          if (i < used) {
            values.add(value.slice(0, 32));
          }
        }
      }
      return values;
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  /// `-F values`.
  public static byte[] bare(Path serialized) {
    return Bytes.concat(values(serialized).toArray(Bytes[]::new)).toArray();
  }

  /// `-F marshaled`, of PCR 0 to 15.
  public static byte[] marshaled(Path serialized) {
    var values = values(serialized);
    var writer =
        ByteWriter.bigEndian()
            .bytes(PcrSelection.of(List.of(HashAlgorithm.SHA256), 0xFFFF).write())
            .u32(2);
    for (var first = 0; first < 16; first += 8) {
      writer.u32(8);
      values.subList(first, first + 8).forEach(writer::sized);
    }
    return writer.toBytes().toArray();
  }

  /// `pcrs.json` of `assay-agent collect`, of PCR 0 to 15.
  public static String json(Path serialized) {
    var lines = new ArrayList<String>();
    for (var value : values(serialized)) {
      lines.add("  \"%d\": \"%s\"".formatted(lines.size(), value.toHex()));
    }
    return "{\n \"sha256\": {\n%s\n }\n}\n".formatted(String.join(",\n", lines));
  }

  /// `tpm2_quote -f plain` of an ECDSA signature.
  static byte[] plain(Path tpmtSignature) {
    try {
      var reader = ByteReader.bigEndian(Bytes.wrap(TestFile.bytes(tpmtSignature)));
      reader.take(4, "scheme");
      var numbers = Bytes.concat(integer(reader.sized(66, "r")), integer(reader.sized(66, "s")));
      return ByteWriter.bigEndian()
          .u8(0x30)
          .u8(numbers.length())
          .bytes(numbers)
          .toBytes()
          .toArray();
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  private static Bytes integer(Bytes unsigned) {
    var value = Bytes.wrap(new BigInteger(1, unsigned.toArray()).toByteArray());
    return ByteWriter.bigEndian().u8(2).u8(value.length()).bytes(value).toBytes();
  }

  /// A PEM block's DER.
  public static byte[] der(Path pem) {
    return Base64.getMimeDecoder().decode(TestFile.read(pem).replaceAll("-----[A-Z ]+-----", ""));
  }
}
