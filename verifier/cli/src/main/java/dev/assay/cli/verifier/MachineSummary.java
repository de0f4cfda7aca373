package dev.assay.cli.verifier;

import java.time.Instant;
import java.util.Optional;

/// One machine as the list of machines shows it. Texts are the verifier's words, unchecked: a newer
/// verifier may know states that this program does not.
///
/// @param id 64 hexadecimal digits
/// @param boardModel as approved; empty before
/// @param proposedModel what the machine says it is
/// @param verdict TRUSTED, WARNING, UNTRUSTED or UNKNOWN; empty where none was given yet
/// @param freshness FRESH, STALE, SILENT or NEVER
/// @param firstFinding the gravest finding in one sentence; empty where there is none
/// @param quarantine its state; empty where an older verifier knows of none
/// @param role what it is for, as a person said; empty where nobody did
public record MachineSummary(
    String id,
    String hostName,
    String state,
    String boardModel,
    String proposedModel,
    String ekCertificate,
    boolean softwareTpm,
    String verdict,
    Optional<Instant> verdictAt,
    String freshness,
    Optional<Instant> lastTrustedAt,
    long findings,
    String firstFinding,
    boolean keyChangeRequested,
    Optional<Instant> enrolledAt,
    String quarantine,
    String role) {
  private static final int ID = 64;
  private static final int SHORT = 12;

  /// Reads it from the verifier's answer.
  public static MachineSummary of(Fields fields) {
    return new MachineSummary(
        fields.text("id"),
        fields.text("hostName"),
        fields.text("state"),
        fields.text("boardModel"),
        fields.text("proposedModel"),
        fields.text("ekCertificate"),
        fields.flag("softwareTpm"),
        fields.text("verdict"),
        fields.time("verdictAt"),
        fields.text("freshness"),
        fields.time("lastTrustedAt"),
        fields.number("findings"),
        fields.text("firstFinding"),
        fields.flag("keyChangeRequested"),
        fields.time("enrolledAt"),
        fields.text("quarantine"),
        fields.text("role"));
  }

  /// The first 12 digits of the id, as people see and type it.
  public String shortId() {
    return shortened(id);
  }

  /// How a sentence names the machine: host name and short id.
  public String named() {
    return hostName.isEmpty() ? shortId() : hostName + " (" + shortId() + ")";
  }

  /// The first 12 digits of a machine's id; any other name stays whole.
  public static String shortened(String id) {
    return id.length() == ID ? id.substring(0, SHORT) : id;
  }
}
