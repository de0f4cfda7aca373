package dev.assay.verifier.service;

import dev.assay.appraisal.codec.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where operators' tokens are kept: never the secret, only its SHA-256.
public interface TokenRecords {

  void add(TokenRecord token, Bytes secretSha256);

  Optional<Stored> find(String id);

  /// The newest first.
  List<TokenRecord> list();

  /// Makes a token worthless.
  ///
  /// @return false where it is revoked already or not known
  boolean revoke(String id, Instant at);

  /// A token with what its secret is compared with.
  record Stored(TokenRecord record, Bytes secretSha256) {}
}
