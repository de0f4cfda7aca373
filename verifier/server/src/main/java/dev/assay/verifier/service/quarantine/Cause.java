package dev.assay.verifier.service.quarantine;

import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.verifier.service.FindingCodes;
import dev.assay.verifier.service.RecordedFinding;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What one appraisal said, as far as quarantine goes by it.
///
/// @param goldenSets what it was compared with
/// @param firmware the firmware version that the host reported; empty where it reported none
/// @param finding the code of the gravest finding; empty where there is none
/// @param message that finding's sentence
/// @param findings all of them; none where the cause was kept and read again: what was decided once
///   is not judged again
/// @param excused whether the verdict is UNKNOWN for no fault of the machine's: it has no golden
///   set
/// @param evidence SHA-256 of the evidence
/// @param likeness the same for evidence that shows the same boot and fails in the same way
public record Cause(
    Verdict verdict,
    List<String> goldenSets,
    String firmware,
    String finding,
    String message,
    List<Seen> findings,
    boolean excused,
    Optional<Digest> evidence,
    Digest likeness) {
  private static final String SILENT = "SILENT";

  public Cause {
    goldenSets = List.copyOf(goldenSets);
    findings = List.copyOf(findings);
  }

  /// What a policy knows a finding by.
  public record Seen(String code, Severity severity) {}

  /// The cause that an appraisal is.
  public static Cause of(
      Verdict verdict,
      List<RecordedFinding> findings,
      List<String> goldenSets,
      Optional<Digest> log,
      String firmware,
      Optional<Digest> evidence) {
    var gravest = findings.stream().max(Comparator.comparing(RecordedFinding::severity));
    return new Cause(
        verdict,
        goldenSets,
        firmware,
        gravest.map(RecordedFinding::code).orElse(""),
        gravest.map(RecordedFinding::message).orElse(""),
        findings.stream()
            .map(finding -> new Seen(finding.code(), finding.severity()))
            .distinct()
            .toList(),
        verdict == Verdict.UNKNOWN && onlyGoldenSetIsMissing(findings),
        evidence,
        likeness(verdict, findings, log));
  }

  /// A machine that attests no more.
  public static Cause silence(String firmware) {
    return new Cause(
        Verdict.UNKNOWN,
        List.of(),
        firmware,
        SILENT,
        "The machine has not attested for three intervals.",
        List.of(),
        true,
        Optional.empty(),
        digest(SILENT));
  }

  boolean isSilence() {
    return finding.equals(SILENT);
  }

  /// Whether the evidence left nothing open, or nothing but what a golden set would have to say.
  boolean complete() {
    return excused
        || (verdict != Verdict.UNKNOWN
            && findings.stream().noneMatch(finding -> finding.severity() == Severity.UNDECIDED));
  }

  private static boolean onlyGoldenSetIsMissing(List<RecordedFinding> findings) {
    var undecided =
        findings.stream().filter(finding -> finding.severity() == Severity.UNDECIDED).toList();
    return !undecided.isEmpty()
        && undecided.stream()
            .map(RecordedFinding::code)
            .allMatch(FindingCodes.OF_A_MISSING_GOLDEN_SET::contains);
  }

  private static Digest likeness(
      Verdict verdict, List<RecordedFinding> findings, Optional<Digest> log) {
    var grave =
        findings.stream()
            .filter(finding -> finding.severity() != Severity.NOTE)
            .map(finding -> finding.code() + " " + finding.pcr())
            .distinct()
            .sorted()
            .collect(Collectors.joining("\n"));
    return digest(verdict + "\n" + log.map(Digest::toHex).orElse("no log") + "\n" + grave);
  }

  private static Digest digest(String text) {
    return HashAlgorithm.SHA256.hash(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }
}
