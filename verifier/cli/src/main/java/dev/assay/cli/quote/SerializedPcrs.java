package dev.assay.cli.quote;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// PCR values as `tpm2_quote -F serialized` writes them, the default: the structures of tpm2-tss as
/// they lie in memory, little endian, each at its full size whatever is used of it. First a
/// TPML_PCR_SELECTION of 16 banks, then the number of lists, then each list as a TPML_DIGEST of 8
/// digests of 64 bytes.
final class SerializedPcrs {
  private static final int BANKS = 16;
  private static final int BITMAP = 4;
  private static final int MAX_LISTS = 32;
  private static final int DIGESTS_PER_LIST = 8;

  private SerializedPcrs() {}

  static PcrValues read(Bytes bytes) throws MalformedInput {
    var reader = ByteReader.littleEndian(bytes);
    var selection = selection(reader);
    var digests = new ArrayList<Bytes>();
    for (var lists = count(reader, MAX_LISTS); lists > 0; lists--) {
      digests.addAll(list(reader));
    }
    reader.expectEnd("the PCR values");
    return PcrFile.assigned(selection, digests);
  }

  private static PcrSelection selection(ByteReader reader) throws MalformedInput {
    var used = count(reader, PcrSelection.MAX_BANKS);
    var banks = new ArrayList<PcrSelection.Bank>();
    var seen = new HashSet<HashAlgorithm>();
    for (var i = 0; i < BANKS; i++) {
      var bank = reader.reader(2 + 1 + BITMAP + 1, "a bank");
      if (i < used) {
        banks.add(bank(bank));
        if (!seen.add(banks.getLast().algorithm())) {
          throw reader.malformed("a bank is named twice");
        }
      }
    }
    return new PcrSelection(banks);
  }

  /// TPMS_PCR_SELECTION with a bitmap of four bytes, and a byte that fills it up.
  private static PcrSelection.Bank bank(ByteReader reader) throws MalformedInput {
    var id = reader.u16();
    var algorithm =
        HashAlgorithm.ofId(id).orElseThrow(() -> reader.malformed("unknown hash " + id));
    var size = reader.u8();
    var mask = reader.u32();
    if (size > BITMAP || mask >>> (8 * size) != 0 || mask >>> PcrIndex.COUNT != 0) {
      throw reader.malformed("a bitmap of %d bytes: %#x".formatted(size, mask));
    }
    return new PcrSelection.Bank(algorithm, (int) mask);
  }

  private static List<Bytes> list(ByteReader reader) throws MalformedInput {
    var used = count(reader, DIGESTS_PER_LIST);
    var digests = new ArrayList<Bytes>();
    for (var i = 0; i < DIGESTS_PER_LIST; i++) {
      var size = reader.u16();
      var buffer = reader.take(HashAlgorithm.MAX_SIZE, "a PCR value");
      if (i < used) {
        if (size > buffer.length()) {
          throw reader.malformed("a PCR value of " + size + " bytes");
        }
        digests.add(buffer.slice(0, size));
      }
    }
    return digests;
  }

  private static int count(ByteReader reader, int most) throws MalformedInput {
    var count = reader.u32();
    if (count > most) {
      throw reader.malformed(count + " entries, " + most + " at most");
    }
    return (int) count;
  }
}
