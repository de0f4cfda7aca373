package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The value of `PK`, `KEK`, `db`, `dbx`, `dbt` or `dbr`, or of a list of shim's: signature lists
/// one after the other, to the last byte (UEFI, section "Signature Database").
///
/// @param lists none where the variable is not set
public record SignatureDatabase(List<SignatureList> lists) implements VariableContent {
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
    ByteReader reader = ByteReader.littleEndian(value);
    List<SignatureList> lists = new ArrayList<>();
    while (reader.remaining() > 0) {
      lists.add(SignatureList.read(reader));
    }
    return new SignatureDatabase(lists);
  }
}
