package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Operators' bearer tokens: `assay_<id>_<secret>`, 256 random bits of secret, of which only the
/// SHA-256 is kept. They expire, and can be revoked.
public final class Tokens {
  public static final Duration LONGEST_LIFE = Duration.ofDays(366);

  private static final Pattern SHAPE = Pattern.compile("assay_([0-9a-f]{16})_([A-Za-z0-9_-]{43})");
  private static final int LONGEST_NAME = 64;
  private static final int ID_BYTES = 8;
  private static final int SECRET_BYTES = 32;

  private final TokenRecords records;
  private final AuditLog audit;
  private final InstantSource clock;
  private final SecureRandom random;

  public Tokens(TokenRecords records, AuditLog audit, InstantSource clock, SecureRandom random) {
    this.records = records;
    this.audit = audit;
    this.clock = clock;
    this.random = random;
  }

  /// A new token.
  ///
  /// @param token what the operator keeps; it can't be shown again
  public record Issued(TokenRecord record, String token) {
    @Override
    public String toString() {
      return "Issued[" + record + "]";
    }
  }

  /// Makes a token. INVALID: the name is not 1 to 64 printable characters or is the verifier's own,
  /// or the life is not within a minute and 366 days.
  public Outcome<Issued> issue(String name, Role role, Duration life, Principal by) {
    return issue(name, role, life, Optional.of(by));
  }

  /// Makes the first administrator's token, where there is none at all yet that is any good.
  ///
  /// @param lost whether the one that exists is of no use to anybody
  public Optional<Issued> issueFirst(Duration life, boolean lost) {
    var now = clock.instant();
    boolean exists =
        !lost
            && records.list().stream()
                .anyMatch(token -> token.role() == Role.ADMIN && good(token, now));
    if (exists) {
      return Optional.empty();
    }
    return switch (issue("first administrator", Role.ADMIN, life, Optional.empty())) {
      case Outcome.Done<Issued>(var issued) -> Optional.of(issued);
      case Outcome.Declined<Issued>(_, var detail) -> throw new IllegalStateException(detail);
    };
  }

  // Without a person it is the verifier that makes the token.
  private Outcome<Issued> issue(String name, Role role, Duration life, Optional<Principal> by) {
    var written = Text.written(name, LONGEST_NAME);
    if (written.isEmpty()) {
      return declined(Decline.INVALID, "A token's name has 1 to 64 printable characters.");
    }
    if (written.get().equalsIgnoreCase(Act.THE_VERIFIER)) {
      return declined(
          Decline.INVALID, "The audit log calls the verifier itself so. Choose another name.");
    }
    if (life.compareTo(Duration.ofMinutes(1)) < 0 || life.compareTo(LONGEST_LIFE) > 0) {
      return declined(Decline.INVALID, "A token lives 1 to 366 days.");
    }
    var id = HexFormat.of().formatHex(bytes(ID_BYTES));
    var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(SECRET_BYTES));
    var now = clock.instant();
    var act = created(id, written.get(), role, by);
    var record =
        new TokenRecord(
            id, written.get(), role, act.actor(), now, now.plus(life), Optional.empty());
    audit.doneAndRecorded(act, () -> records.add(record, digest(secret)));
    return done(new Issued(record, "assay_" + id + "_" + secret));
  }

  private static Act created(String id, String name, Role role, Optional<Principal> by) {
    var on = Act.token(id);
    return by.map(person -> Act.by(person, ActKind.TOKEN_CREATED, on))
        .orElseGet(() -> Act.ofTheVerifier(ActKind.TOKEN_CREATED, on))
        .with("name", name)
        .with("role", role.name());
  }

  /// The newest first.
  public List<TokenRecord> list() {
    return records.list();
  }

  /// Makes a token worthless. NOT_FOUND: no such token, or it is revoked already; CONFLICT: it is
  /// the very token of this request.
  public Outcome<TokenRecord> revoke(String id, Principal by) {
    if (id.equals(by.tokenId())) {
      return declined(
          Decline.CONFLICT, "This is the token that you are using. Revoke it with another one.");
    }
    var act = Act.by(by, ActKind.TOKEN_REVOKED, Act.token(id));
    if (!audit.recorded(act, () -> records.revoke(id, clock.instant()))) {
      return declined(Decline.NOT_FOUND, "No token of this id is in use.");
    }
    return records
        .find(id)
        .map(TokenRecords.Stored::record)
        .<Outcome<TokenRecord>>map(Outcome::done)
        .orElseGet(() -> declined(Decline.NOT_FOUND, "No token of this id is in use."));
  }

  /// Whose token this is; empty where it is malformed, unknown, wrong, expired or revoked.
  public Optional<Principal> authenticate(String bearerToken) {
    var parts = SHAPE.matcher(bearerToken);
    if (!parts.matches()) {
      return Optional.empty();
    }
    var offered = digest(parts.group(2));
    return records
        .find(parts.group(1))
        .filter(stored -> stored.secretSha256().equalsConstantTime(offered))
        .map(TokenRecords.Stored::record)
        .filter(token -> good(token, clock.instant()))
        .map(token -> new Principal(token.id(), token.name(), token.role(), token.expiresAt()));
  }

  private static boolean good(TokenRecord token, Instant now) {
    return token.revokedAt().isEmpty() && now.isBefore(token.expiresAt());
  }

  private static Bytes digest(String secret) {
    return HashAlgorithm.SHA256
        .hash(Bytes.wrap(secret.getBytes(StandardCharsets.US_ASCII)))
        .value();
  }

  private byte[] bytes(int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
