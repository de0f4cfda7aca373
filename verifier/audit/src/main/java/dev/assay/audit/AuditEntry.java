package dev.assay.audit;

import dev.assay.appraisal.codec.PlainText;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// One act, as the log tells of it.
///
/// @param sequence its place in the log, from 1, without gaps
/// @param at when, to the microsecond
/// @param actor who: the name of a token's holder, or the verifier itself
/// @param token the id of the token that the actor showed; empty where the verifier acted by itself
/// @param act what was done: 1 to 48 capital letters and underscores
/// @param on what it was done to, as `machine:` and an id
/// @param why the reason that the actor gave
/// @param details what else the act said, for one the board model that a machine was approved under
/// @param evidence the SHA-256 of the evidence that led to it
/// @param previous the hash of the entry before; [#ORIGIN] for the first
public record AuditEntry(
    long sequence,
    Instant at,
    String actor,
    Optional<String> token,
    String act,
    String on,
    Optional<String> why,
    SortedMap<String, String> details,
    Optional<Digest> evidence,
    Digest previous) {
  /// What the first entry follows.
  public static final Digest ORIGIN = Digest.of(HashAlgorithm.SHA256, "00".repeat(32));

  /// The longest text of an entry, in UTF-16 units.
  public static final int LONGEST_TEXT = 500;

  private static final int MOST_DETAILS = 16;
  // Numbers beyond this are not whole in every JSON reader (RFC 8785, section 3.2.2.3).
  private static final long LAST_SEQUENCE = (1L << 53) - 1;
  private static final Pattern ACT = Pattern.compile("[A-Z][A-Z_]{0,47}");
  private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,39}");

  public AuditEntry {
    details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
  }

  /// Refuses what is not of the form above, before it is written. What is read is not held to it:
  /// an entry that somebody altered is to be shown, and its hash tells.
  ///
  /// @throws IllegalArgumentException where a part is not of that form; says which
  void requireForm() {
    require(sequence >= 1 && sequence <= LAST_SEQUENCE, "sequence");
    require(at.equals(at.truncatedTo(ChronoUnit.MICROS)), "at");
    require(ACT.matcher(act).matches(), "act");
    requireText(actor, "actor");
    token.ifPresent(text -> requireText(text, "token"));
    requireText(on, "on");
    why.ifPresent(text -> requireText(text, "why"));
    require(details.size() <= MOST_DETAILS, "details");
    details.forEach(
        (name, value) -> {
          require(NAME.matcher(name).matches(), "details");
          requireText(value, name);
        });
    evidence.ifPresent(digest -> requireSha256(digest, "evidence"));
    requireSha256(previous, "previous");
  }

  private static void requireText(String text, String part) {
    require(
        !text.isEmpty()
            && text.length() <= LONGEST_TEXT
            && text.codePoints().allMatch(PlainText::isShown),
        part);
  }

  private static void requireSha256(Digest digest, String part) {
    require(digest.algorithm() == HashAlgorithm.SHA256, part);
  }

  private static void require(boolean holds, String part) {
    if (!holds) {
      throw new IllegalArgumentException(part + " is not of the form that an entry has");
    }
  }
}
