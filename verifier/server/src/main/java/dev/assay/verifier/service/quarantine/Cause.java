package dev.assay.verifier.service.quarantine;

import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
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
    boolean excused,
    Optional<Digest> evidence,
    Digest likeness) {
  private static final String NO_GOLDEN_SET = "NO_GOLDEN_SET";

  public Cause {
    goldenSets = List.copyOf(goldenSets);
  }

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
        "SILENT",
        "The machine has not attested for three intervals.",
        true,
        Optional.empty(),
        digest("SILENT"));
  }

  /// Whether it speaks for the machine, or at least not against it.
  boolean clears() {
    return verdict == Verdict.TRUSTED || verdict == Verdict.WARNING || excused;
  }

  private static boolean onlyGoldenSetIsMissing(List<RecordedFinding> findings) {
    var undecided =
        findings.stream().filter(finding -> finding.severity() == Severity.UNDECIDED).toList();
    return !undecided.isEmpty()
        && undecided.stream().allMatch(finding -> finding.code().equals(NO_GOLDEN_SET));
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
