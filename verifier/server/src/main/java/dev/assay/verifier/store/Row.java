package dev.assay.verifier.store;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.verifier.service.MachineId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One row of a result, read column by column into domain types.
final class Row {
  private final ResultSet results;

  Row(ResultSet results) {
    this.results = results;
  }

  String text(String column) throws SQLException {
    return present(results.getString(column), column);
  }

  Optional<String> textIfAny(String column) throws SQLException {
    return Optional.ofNullable(results.getString(column));
  }

  boolean flag(String column) throws SQLException {
    return results.getBoolean(column);
  }

  long number(String column) throws SQLException {
    return results.getLong(column);
  }

  Optional<Long> numberIfAny(String column) throws SQLException {
    long value = results.getLong(column);
    return results.wasNull() ? Optional.empty() : Optional.of(value);
  }

  Bytes bytes(String column) throws SQLException {
    return Bytes.wrap(present(results.getBytes(column), column));
  }

  Optional<Bytes> bytesIfAny(String column) throws SQLException {
    return Optional.ofNullable(results.getBytes(column)).map(Bytes::wrap);
  }

  Digest sha256(String column) throws SQLException {
    return new Digest(HashAlgorithm.SHA256, bytes(column));
  }

  Optional<Digest> sha256IfAny(String column) throws SQLException {
    return bytesIfAny(column).map(bytes -> new Digest(HashAlgorithm.SHA256, bytes));
  }

  MachineId machine(String column) throws SQLException {
    return new MachineId(bytes(column));
  }

  Instant time(String column) throws SQLException {
    return present(results.getObject(column, OffsetDateTime.class), column).toInstant();
  }

  Optional<Instant> timeIfAny(String column) throws SQLException {
    return Optional.ofNullable(results.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  List<String> texts(String column) throws SQLException {
    return List.of((String[]) results.getArray(column).getArray());
  }

  /// The files of a bytea[].
  List<Bytes> byteLists(String column) throws SQLException {
    return Arrays.stream((Object[]) results.getArray(column).getArray())
        .map(bytes -> Bytes.wrap((byte[]) bytes))
        .toList();
  }

  List<Integer> integers(String column) throws SQLException {
    return List.of((Integer[]) results.getArray(column).getArray());
  }

  private static <T> T present(@Nullable T value, String column) {
    return Objects.requireNonNull(value, () -> "Column " + column + " is null");
  }
}
