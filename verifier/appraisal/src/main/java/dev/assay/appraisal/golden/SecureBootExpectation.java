package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.SecureBootVariable;
import dev.assay.appraisal.tpm.Digest;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What Secure Boot must be on a machine of the model.
///
/// @param on whether it is on
/// @param pk SHA-256 of the platform key's variable, as `kek` and `db`; exactly these
/// @param dbx SHA-256 of each entry that is revoked at least, in hexadecimal, with its type as
///   [SecureBootValue] has it: a machine may have revoked more, never less
public record SecureBootExpectation(
    boolean on, Digest pk, Digest kek, Digest db, SortedSet<String> dbx) {
  public SecureBootExpectation {
    dbx = Collections.unmodifiableSortedSet(new TreeSet<>(dbx));
  }

  /// What these values say; empty where one of them is missing. Of two of a kind the first counts.
  static Optional<SecureBootExpectation> of(List<SecureBootValue> values) {
    Optional<Boolean> on = Optional.empty();
    Optional<SortedSet<String>> dbx = Optional.empty();
    Map<SecureBootVariable, Digest> keys = new EnumMap<>(SecureBootVariable.class);
    for (SecureBootValue value : values) {
      switch (value) {
        case SecureBootValue.State(boolean state) -> on = on.or(() -> Optional.of(state));
        case SecureBootValue.Keys(var variable, var sha256) -> keys.putIfAbsent(variable, sha256);
        case SecureBootValue.Revoked(var entries) -> dbx = dbx.or(() -> Optional.of(entries));
      }
    }
    Digest pk = keys.get(SecureBootVariable.PK);
    Digest kek = keys.get(SecureBootVariable.KEK);
    Digest db = keys.get(SecureBootVariable.DB);
    return on.isEmpty() || dbx.isEmpty() || pk == null || kek == null || db == null
        ? Optional.empty()
        : Optional.of(new SecureBootExpectation(on.get(), pk, kek, db, dbx.get()));
  }
}
