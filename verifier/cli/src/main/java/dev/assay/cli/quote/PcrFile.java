package dev.assay.cli.quote;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.cli.input.InputFile;
import dev.assay.cli.outcome.CommandFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The PCR values beside a quote, in each form that tpm2_quote and tpm2_pcrread write (`-F
/// serialized`, `marshaled`, `values`), and as the JSON of `assay-agent collect`.
final class PcrFile {
  private static final int MAX_BYTES = 1 << 16;
  private static final int MAX_LISTS = 32;
  private static final int DIGESTS_PER_LIST = 8;

  private PcrFile() {}

  /// The values in the file.
  ///
  /// @param signed the quote's selection, without which bare values can't be told apart
  /// @throws CommandFailed (2) where it is in none of the forms
  static PcrValues read(InputFile file, PcrSelection signed) throws CommandFailed {
    try {
      return values(file.bytes(), signed);
    } catch (MalformedInput e) {
      throw file.unusable("holds no PCR values: " + e.reason(), e);
    }
  }

  private static PcrValues values(Bytes bytes, PcrSelection signed) throws MalformedInput {
    if (bytes.length() > MAX_BYTES) {
      throw new MalformedInput(bytes.length() + " bytes, " + MAX_BYTES + " at most", 0);
    }
    if (!bytes.isEmpty() && bytes.get(0) == '{') {
      return PcrJson.read(bytes);
    }
    for (Form form : List.<Form>of(SerializedPcrs::read, PcrFile::marshaled)) {
      try {
        return form.read(bytes);
      } catch (MalformedInput _) {
        // Then it is in the next form.
      }
    }
    return bare(bytes, signed);
  }

  @FunctionalInterface
  private interface Form {
    PcrValues read(Bytes bytes) throws MalformedInput;
  }

  /// As a TPM would send them: TPML_PCR_SELECTION, then the number of lists, then each as
  /// TPML_DIGEST (tpm2-tools since 5.8).
  private static PcrValues marshaled(Bytes bytes) throws MalformedInput {
    var reader = ByteReader.bigEndian(bytes);
    var selection = PcrSelection.read(reader);
    var digests = new ArrayList<Bytes>();
    for (var lists = count(reader, MAX_LISTS); lists > 0; lists--) {
      for (var left = count(reader, DIGESTS_PER_LIST); left > 0; left--) {
        digests.add(reader.sized(HashAlgorithm.MAX_SIZE, "PCR value"));
      }
    }
    reader.expectEnd("the PCR values");
    return assigned(selection, digests);
  }

  private static int count(ByteReader reader, int most) throws MalformedInput {
    var count = reader.u32();
    if (count > most) {
      throw reader.malformed(count + " entries, " + most + " at most");
    }
    return (int) count;
  }

  /// The values of the selection one after the other, and nothing else.
  private static PcrValues bare(Bytes bytes, PcrSelection signed) throws MalformedInput {
    var needed =
        signed.banks().stream()
            .mapToInt(bank -> bank.indices().size() * bank.algorithm().size())
            .sum();
    if (bytes.length() != needed) {
      throw new MalformedInput(
          ("it is no file of tpm2_quote or of assay-agent collect, and bare values of %s, which"
                  + " are quoted, have %d bytes, not %d")
              .formatted(signed, needed, bytes.length()),
          0);
    }
    var reader = ByteReader.bigEndian(bytes);
    var digests = new ArrayList<Bytes>();
    for (var bank : signed.banks()) {
      for (var left = bank.indices().size(); left > 0; left--) {
        digests.add(reader.take(bank.algorithm().size(), "a PCR value"));
      }
    }
    return assigned(signed, digests);
  }

  /// The values in the order of the selection: bank by bank, ascending within each.
  static PcrValues assigned(PcrSelection selection, List<Bytes> digests) throws MalformedInput {
    SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> banks = new TreeMap<>();
    var next = digests.iterator();
    for (var bank : selection.banks()) {
      SortedMap<PcrIndex, Digest> values = new TreeMap<>();
      for (var index : bank.indices()) {
        if (!next.hasNext()) {
          throw new MalformedInput("fewer values than are selected", 0);
        }
        values.put(index, digest(bank.algorithm(), next.next()));
      }
      banks.put(bank.algorithm(), values);
    }
    if (next.hasNext()) {
      throw new MalformedInput("more values than are selected", 0);
    }
    return new PcrValues(banks);
  }

  private static Digest digest(HashAlgorithm algorithm, Bytes value) throws MalformedInput {
    if (value.length() != algorithm.size()) {
      throw new MalformedInput(
          "a value of %d bytes in bank %s".formatted(value.length(), algorithm.label()), 0);
    }
    return new Digest(algorithm, value);
  }
}
