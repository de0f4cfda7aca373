package dev.assay.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// How an entry is written and hashed. A line is one JSON object; its `hash` is the SHA-256 over
/// the canonical form (RFC 8785) of the same object without `hash`.
public final class AuditJson {
  /// The longest line that is read, in characters.
  public static final int LONGEST_LINE = 64 * 1024;

  private static final String HASH = "hash";
  private static final String DETAILS = "details";
  private static final Set<String> MEMBERS =
      Set.of(
          "sequence",
          "at",
          "actor",
          "token",
          "act",
          "on",
          "why",
          DETAILS,
          "evidence",
          "previous",
          HASH);

  private AuditJson() {}

  /// The bytes that the hash of an entry is over.
  public static Bytes canonical(AuditEntry entry) {
    return CanonicalJson.bytes(object(entry));
  }

  /// The hash of an entry.
  public static Digest hash(AuditEntry entry) {
    return HashAlgorithm.SHA256.hash(canonical(entry));
  }

  /// A line of the log, without its line end.
  public static String write(AuditLine line) {
    return CanonicalJson.write(object(line.entry()).put(HASH, line.hash().toHex()));
  }

  private static ObjectNode object(AuditEntry entry) {
    var object =
        CanonicalJson.object()
            .put("sequence", entry.sequence())
            .put("at", entry.at().toString())
            .put("actor", entry.actor())
            .put("act", entry.act())
            .put("on", entry.on())
            .put("previous", entry.previous().toHex());
    entry.token().ifPresent(token -> object.put("token", token));
    entry.why().ifPresent(why -> object.put("why", why));
    entry.evidence().ifPresent(digest -> object.put("evidence", digest.toHex()));
    if (!entry.details().isEmpty()) {
      var details = object.putObject(DETAILS);
      entry.details().forEach(details::put);
    }
    return object;
  }

  /// Reads a line.
  ///
  /// @throws Malformed where it is no line of an audit log
  public static AuditLine read(String text) throws Malformed {
    if (text.length() > LONGEST_LINE) {
      throw new Malformed("it is longer than %d characters".formatted(LONGEST_LINE));
    }
    var object = CanonicalJson.read(text, MEMBERS);
    return new AuditLine(entry(object), CanonicalJson.sha256(object, HASH));
  }

  private static AuditEntry entry(ObjectNode object) throws Malformed {
    var evidence = CanonicalJson.optionalText(object, "evidence");
    return new AuditEntry(
        CanonicalJson.number(object, "sequence"),
        CanonicalJson.time(object, "at"),
        CanonicalJson.text(object, "actor"),
        CanonicalJson.optionalText(object, "token"),
        CanonicalJson.text(object, "act"),
        CanonicalJson.text(object, "on"),
        CanonicalJson.optionalText(object, "why"),
        details(object),
        evidence.isPresent()
            ? Optional.of(CanonicalJson.sha256(evidence.get(), "evidence"))
            : Optional.empty(),
        CanonicalJson.sha256(object, "previous"));
  }

  private static SortedMap<String, String> details(ObjectNode object) throws Malformed {
    var details = new TreeMap<String, String>();
    var value = object.path(DETAILS);
    if (value.isMissingNode()) {
      return details;
    }
    if (!value.isObject() || value.isEmpty()) {
      throw new Malformed("its details are no object with members");
    }
    for (var member : value.properties()) {
      details.put(member.getKey(), CanonicalJson.text(value, member.getKey()));
    }
    return details;
  }
}
