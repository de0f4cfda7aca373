package dev.assay.verifier.service;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.golden.signing.Signer;
import java.util.List;
import java.util.Set;

/// Who may sign golden sets at one moment. It never comes from the database.
///
/// @param version equal for equal contents
/// @param list no key twice
/// @param revoked ids of golden sets that must not be in force, whatever the database says
public record Signers(Bytes version, List<Signer> list, Set<String> revoked) {
  public static final Signers NONE = new Signers(Bytes.EMPTY, List.of(), Set.of());

  public Signers {
    list = List.copyOf(list);
    revoked = Set.copyOf(revoked);
  }
}
