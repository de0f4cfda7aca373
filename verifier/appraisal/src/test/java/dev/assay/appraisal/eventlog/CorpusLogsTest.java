package dev.assay.appraisal.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.Conformance;
import dev.assay.appraisal.testing.Corpus;
import dev.assay.appraisal.testing.Slowest;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Other projects' recorded logs: each leads to the PCRs that its machine reported, or that an
/// independent program made of it, or the reason why not is written here.
class CorpusLogsTest {
  private static final String[] LOGS = {".bin", "_measurements"};

  private static final Map<String, String> REFUSED =
      Map.of(
          "acs-tpm2bios.bin", "EV_NO_ACTION with a digest that is not zero",
          "eve-measurefs_tpm_event_log.bin", "more than the 1,048,576 allowed",
          "tpm2-tools-specid-vendordata.bin", "vendor information of 4 bytes, 0 remain");

  /// PCRs that the log does not explain, and why.
  private record Unexplained(Set<Integer> pcrs, String reason) {}

  private static final String RESUME =
      "the log of an earlier boot or resume; the PCRs were reported after the last one";
  private static final Map<String, Unexplained> UNEXPLAINED =
      Map.of(
          "go-attestation-ebs_event_missing_eventlog.bin",
          new Unexplained(Set.of(5), "the log lacks both ExitBootServices events"),
          "guard-oss-failed-1.bin",
          new Unexplained(Set.of(0), "two of its three boots extended PCR 0 outside the log"),
          "guard-oss-hahuri-invalid-eventlog.bin",
          new Unexplained(Set.of(11), "systemd and IMA went on extending after the firmware"),
          "guard-oss-dell-notebook-5eventlogs-WBCL-log0.bin",
          new Unexplained(Set.of(12, 13, 14), RESUME),
          "guard-oss-dell-notebook-5eventlogs-WBCL-log1.bin",
          new Unexplained(Set.of(12), RESUME),
          "guard-oss-dell-notebook-5eventlogs-WBCL-log2.bin",
          new Unexplained(Set.of(12), RESUME),
          "guard-oss-dell-notebook-5eventlogs-WBCL-log3.bin",
          new Unexplained(Set.of(12), RESUME));

  private static final Unexplained NOTHING = new Unexplained(Set.of(), "");

  private static List<CorpusLog> logs() {
    return CorpusLog.of("eventlog", LOGS);
  }

  private static List<CorpusLog> readable(List<CorpusLog> logs) {
    return logs.stream().filter(log -> log.replay().isPresent()).toList();
  }

  @Test
  void reportedPcrsAreExplainedSaveWhereTheReasonIsKnown() {
    List<CorpusLog> reported = readable(logs()).stream().filter(log -> log.reported() > 0).toList();
    assertThat(reported).as("logs with reported PCRs").hasSizeGreaterThanOrEqualTo(30);
    for (CorpusLog log : reported) {
      assertThat(log.unexplained())
          .as(log.name())
          .isEqualTo(UNEXPLAINED.getOrDefault(log.name(), NOTHING).pcrs());
    }
  }

  @Test
  void replayIsWhatAnIndependentProgramFound() {
    List<CorpusLog> logs = new ArrayList<>(readable(logs()));
    logs.addAll(readable(CorpusLog.of("rim", ".rimel")));
    assertThat(logs).as("logs that were read").hasSizeGreaterThanOrEqualTo(75);
    for (CorpusLog log : logs) {
      assertThat(log.differentFromOthers()).as(log.name()).isEmpty();
    }
  }

  @Test
  void refusedLogsAreTheseAndSayWhy() {
    for (CorpusLog log : logs()) {
      String expected = REFUSED.getOrDefault(log.name(), "");
      assertThat(log.refusal().isEmpty())
          .as("%s: %s", log.name(), log.refusal())
          .isEqualTo(expected.isEmpty());
      assertThat(log.refusal()).as(log.name()).contains(expected);
    }
  }

  /// The folder holds quotes too.
  private static List<CorpusLog> rejected() {
    return CorpusLog.of("malformed", ".bin").stream()
        .filter(log -> !log.name().contains("signature"))
        .toList();
  }

  @Test
  void whatOthersRejectIsNoUsableLog() {
    for (CorpusLog log : rejected()) {
      assertThat(log.refusal()).as(log.name()).isNotEmpty();
    }
  }

  @Test
  void missingExitBootServicesEventsAreAllThatPcr5Lacks() {
    CorpusLog log = named("go-attestation-ebs_event_missing_eventlog.bin");
    Digest value =
        log.replay().orElseThrow().values().get(HashAlgorithm.SHA1, pcr5()).orElseThrow();
    for (String event :
        List.of("Exit Boot Services Invocation", "Exit Boot Services Returned with Success")) {
      Bytes text = Bytes.wrap(event.getBytes(StandardCharsets.US_ASCII));
      value = value.extend(HashAlgorithm.SHA1.hash(text));
    }

    assertThat(log.reports().getFirst().get(HashAlgorithm.SHA1, pcr5())).contains(value);
  }

  private static PcrIndex pcr5() {
    return PcrIndex.of(5);
  }

  @Test
  void bankThatWindowsCappedIsRecognizedByItsPrefix() {
    Set<Integer> capped = Set.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 13);
    for (String name :
        List.of(
            "guard-oss-IMN-SUPERMICRO-EPP-MSDefender.bin",
            "guard-oss-IMN-SUPERMICRO-WBCL-Quote-AIKs.bin")) {
      CorpusLog log = named(name);
      assertThat(log.replay().orElseThrow().log().incompleteBanks())
          .containsExactly(Map.entry(HashAlgorithm.SHA1, 27));
      assertThat(log.capped(HashAlgorithm.SHA1)).as(name).isEqualTo(capped);
    }
  }

  private static CorpusLog named(String name) {
    return logs().stream().filter(log -> log.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void writingAParsedLogGivesBackItsBytesWithoutPadding() {
    for (CorpusLog log : readable(logs())) {
      EventLog parsed = log.replay().orElseThrow().log();
      Bytes written = parsed.write();
      Bytes padding = parsed.raw().slice(written.length(), parsed.raw().length());
      assertThat(parsed.raw().slice(0, written.length())).as(log.name()).isEqualTo(written);
      assertThat(padding.toHex()).as(log.name()).matches("(00)*|(ff)*");
    }
  }

  @Test
  void slowestLogIsPrinted() {
    Slowest.print("event logs", Corpus.files("eventlog", LOGS), CorpusLogsTest::readWhole);
  }

  private static void readWhole(Path file) {
    if (PreparedLog.of(Corpus.bytes(file)) instanceof PreparedLog.Readable(var replay)) {
      replay.log().events().forEach(Event::detail);
      replay.log().events().forEach(Event::trust);
    }
  }

  @Test
  void conformancePageSaysWhatBecameOfEachLog() {
    Conformance.check(
        Conformance.Section.EVENT_LOGS,
        """
        Truth is what the machine itself reported (PCRs 0 to 23 of every logged bank, save PCR 10, which IMA keeps a list of), else
        what an independent program replayed. Every log is written back byte for byte. The run prints how long
        the slowest took.

        """
            + table(logs(), CorpusLogsTest::result));
    Conformance.check(
        Conformance.Section.SUPPORT_RIMS,
        table(CorpusLog.of("rim", ".rimel"), CorpusLogsTest::result));
    Conformance.check(
        Conformance.Section.MALFORMED_LOGS, table(rejected(), CorpusLogsTest::result));
  }

  private static String table(List<CorpusLog> logs, Function<CorpusLog, String> result) {
    return Conformance.table(
        List.of("file", "machine", "format", "banks", "events", "result"),
        logs.stream()
            .map(
                log ->
                    List.of(
                        log.name(),
                        Corpus.machine(log.file()),
                        log.format(),
                        log.banks(),
                        log.events(),
                        result.apply(log)))
            .toList());
  }

  private static String result(CorpusLog log) {
    if (log.replay().isEmpty()) {
      return "refused: " + log.refusal();
    }
    List<String> parts = new ArrayList<>();
    parts.add(
        log.reported() > 0
            ? "explains the reported values (%d)%s".formatted(log.reported(), exception(log))
            : "equals the independent replay");
    if (!log.unlogged().isEmpty()) {
      parts.add("not logged: " + CorpusLog.labels(log.unlogged()));
    }
    log.replay()
        .orElseThrow()
        .log()
        .incompleteBanks()
        .forEach((bank, event) -> parts.add(incomplete(log, bank, event)));
    return String.join("; ", parts);
  }

  private static String exception(CorpusLog log) {
    Unexplained unexplained = UNEXPLAINED.getOrDefault(log.name(), NOTHING);
    return log.unexplained().isEmpty()
        ? ""
        : ", save PCR %s: %s".formatted(numbers(log.unexplained()), unexplained.reason());
  }

  private static String incomplete(CorpusLog log, HashAlgorithm bank, int event) {
    Set<Integer> capped = log.capped(bank);
    return "%s incomplete from event %d on".formatted(bank.label(), event)
        + (capped.isEmpty() ? "" : ", capped in PCR " + numbers(capped));
  }

  private static String numbers(Set<Integer> pcrs) {
    return pcrs.stream().map(Object::toString).collect(Collectors.joining(", "));
  }
}
