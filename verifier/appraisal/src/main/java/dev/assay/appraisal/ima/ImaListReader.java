package dev.assay.appraisal.ima;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.ArrayList;
import java.util.List;

/// Reads the entries of one list, in order, once.
final class ImaListReader {
  /// The digest sizes that lists come with; SHA-1 first, it is the usual one.
  private static final List<HashAlgorithm> LIST_ALGORITHMS =
      List.of(HashAlgorithm.SHA1, HashAlgorithm.SHA256, HashAlgorithm.SHA384, HashAlgorithm.SHA512);

  private final Bytes raw;
  private final ByteReader reader;
  private final HashAlgorithm algorithm;
  private final List<ImaEntry> entries = new ArrayList<>();
  // Most entries have the template of the entry before: its name is then read but not made anew.
  private Bytes lastName = Bytes.EMPTY;
  private String lastTemplate = "";

  private ImaListReader(Bytes raw, HashAlgorithm algorithm) {
    this.raw = raw;
    this.reader = ByteReader.littleEndian(raw);
    this.algorithm = algorithm;
  }

  static List<ImaEntry> read(Bytes raw, HashAlgorithm algorithm) throws MalformedInput {
    if (raw.length() > ImaList.MAX_SIZE) {
      throw new MalformedInput(
          "an IMA list of %,d bytes, more than the %,d allowed at once"
              .formatted(raw.length(), ImaList.MAX_SIZE),
          ImaList.MAX_SIZE);
    }
    ImaListReader list = new ImaListReader(raw, algorithm);
    while (list.reader.remaining() > 0) {
      list.entries.add(list.entry());
    }
    return list.entries;
  }

  static HashAlgorithm algorithmOf(Bytes raw) throws MalformedInput {
    if (raw.isEmpty()) {
      throw new MalformedInput("an IMA list without entries", 0);
    }
    for (HashAlgorithm candidate : LIST_ALGORITHMS) {
      try {
        new ImaListReader(raw, candidate).entry();
        return candidate;
      } catch (MalformedInput e) {
        // Not of this size: the next one.
      }
    }
    return HashAlgorithm.SHA1;
  }

  private ImaEntry entry() throws MalformedInput {
    PcrIndex pcr = pcr();
    Digest hash = new Digest(algorithm, reader.take(algorithm.size(), "a template hash"));
    String template = template();
    return new ImaEntry(entries.size(), pcr, hash, template, data(template));
  }

  private PcrIndex pcr() throws MalformedInput {
    long start = reader.position();
    long pcr = reader.u32();
    if (pcr >= PcrIndex.COUNT) {
      throw new MalformedInput(
          "entry %d: there is no PCR %d".formatted(entries.size(), pcr), start);
    }
    return PcrIndex.of((int) pcr);
  }

  private String template() throws MalformedInput {
    Bytes name = limited(ImaList.MAX_TEMPLATE_NAME, "the name of a template");
    if (lastTemplate.isEmpty() || !name.equals(lastName)) {
      if (!ImaTemplate.isName(name)) {
        throw reader.malformed("entry " + entries.size() + ": no name of a template");
      }
      lastName = name;
      lastTemplate = ImaTemplate.name(name);
    }
    return lastTemplate;
  }

  /// The data of an entry. The first template, "ima", has no length of its own: a SHA-1 digest,
  /// then a file name with its length.
  private Bytes data(String template) throws MalformedInput {
    if (!template.equals(ImaTemplate.IMA)) {
      return limited(ImaList.MAX_DATA, "template data");
    }
    int start = (int) reader.position();
    reader.take(HashAlgorithm.SHA1.size(), "a file's digest");
    limited(ImaTemplate.IMA_NAME_SIZE - 1, "a file name");
    return raw.slice(start, (int) reader.position());
  }

  private Bytes limited(int max, String what) throws MalformedInput {
    long start = reader.position();
    long size = reader.u32();
    if (size > max) {
      throw new MalformedInput(
          "entry %d: %s of %,d bytes, more than the %,d allowed"
              .formatted(entries.size(), what, size, max),
          start);
    }
    return reader.take(size, what);
  }
}
