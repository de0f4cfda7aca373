package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.codec.ParsedMemory;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The value of `PK`, `KEK`, `db`, `dbx`, `dbt` or `dbr`, or of a list of shim's: signature lists
/// one after the other, to the last byte (UEFI, section "Signature Database").
///
/// Machines of a fleet have the same few of them, with hundreds of entries: what was read last is
/// remembered by its bytes.
///
/// @param lists none where the variable is not set
/// @param sha256 of the value
public record SignatureDatabase(List<SignatureList> lists, Digest sha256)
    implements VariableContent {
  private static final ParsedMemory<SignatureDatabase> KNOWN = new ParsedMemory<>(128, 1 << 15);

  public SignatureDatabase {
    lists = List.copyOf(lists);
  }

  /// The entries of all lists, in order.
  public List<SignatureEntry> entries() {
    if (lists.size() == 1) {
      return lists.getFirst().entries();
    }
    List<SignatureEntry> entries = new ArrayList<>();
    lists.forEach(list -> entries.addAll(list.entries()));
    return Collections.unmodifiableList(entries);
  }

  static SignatureDatabase parse(Bytes value) throws MalformedInput {
    return KNOWN.parse(value, SignatureDatabase::read);
  }

  private static SignatureDatabase read(Bytes value) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(value);
    List<SignatureList> lists = new ArrayList<>();
    while (reader.remaining() > 0) {
      lists.add(SignatureList.read(reader));
    }
    return new SignatureDatabase(lists, HashAlgorithm.SHA256.hash(value));
  }
}
