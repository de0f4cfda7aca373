package dev.assay.appraisal.ima;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;

/// An IMA measurement list, or the part by which one has grown, as
/// `/sys/kernel/security/ima/binary_runtime_measurements` shows it: entries up to the last byte.
///
/// Numbers are little endian: those of x86 and ARM, and of every machine that runs with
/// `ima_canonical_fmt`. A list of a big-endian machine without it is refused at its first entry.
///
/// @param algorithm of the entries' template hashes: SHA-1, but for the files that newer kernels
///   name after another algorithm (`binary_runtime_measurements_sha256`)
/// @param entries in the order in which they were measured
public record ImaList(HashAlgorithm algorithm, List<ImaEntry> entries) {
  /// The most bytes that are read at once: 64 MiB.
  public static final int MAX_SIZE = 64 << 20;

  /// The most bytes that the name of a template may have.
  public static final int MAX_TEMPLATE_NAME = 255;

  /// The most bytes that the data of an entry may have: 1 MiB.
  public static final int MAX_DATA = 1 << 20;

  public ImaList {
    entries = List.copyOf(entries);
  }

  /// Reads a whole list. The algorithm is the one as whose digests the first entry makes sense;
  /// with another the length of the template's name would be read out of a digest.
  ///
  /// @throws MalformedInput where it is empty, not well formed or over a limit; the reason names
  ///   the limit
  public static ImaList parse(Bytes raw) throws MalformedInput {
    return parse(raw, ImaListReader.algorithmOf(raw));
  }

  /// Reads entries with template hashes of that algorithm; no bytes are no entries.
  ///
  /// @throws MalformedInput where they are not well formed or over a limit; the reason names the
  ///   limit
  public static ImaList parse(Bytes raw, HashAlgorithm algorithm) throws MalformedInput {
    return new ImaList(algorithm, ImaListReader.read(raw, algorithm));
  }

  /// The bytes of the list, written anew from its entries: those that were parsed.
  public Bytes write() {
    ByteWriter writer = ByteWriter.littleEndian();
    for (ImaEntry entry : entries) {
      writeEntry(writer, entry);
    }
    return writer.toBytes();
  }

  private static void writeEntry(ByteWriter writer, ImaEntry entry) {
    Digest hash = entry.templateHash();
    Bytes name = ImaTemplate.nameBytes(entry.template());
    writer.u32(entry.pcr().value()).bytes(hash.value()).u32(name.length()).bytes(name);
    if (!entry.template().equals(ImaTemplate.IMA)) {
      writer.u32(entry.data().length());
    }
    writer.bytes(entry.data());
  }
}
