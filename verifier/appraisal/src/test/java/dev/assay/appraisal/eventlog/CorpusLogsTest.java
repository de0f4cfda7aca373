package dev.assay.appraisal.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.Corpus;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Other projects' recorded logs: each is replayed to what an independent program made of it, or
/// refused for the reason that is written here.
class CorpusLogsTest {
  private static final int IMA = 10;
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("acs-tpm2bios.bin", "EV_NO_ACTION with a digest that is not zero"),
          Map.entry("eve-measurefs_tpm_event_log.bin", "more than the 1,048,576 allowed"),
          Map.entry("tpm2-tools-specid-vendordata.bin", "vendor information of 4 bytes, 0 remain"));

  /// The PCRs that the log does not explain, as the corpus' README says: events that are missing, a
  /// log that is not that of the failed boot, extends after the firmware, logs of earlier resumes.
  private static final Map<String, Set<Integer>> UNEXPLAINED =
      Map.of(
          "go-attestation-ebs_event_missing_eventlog.bin", Set.of(5),
          "guard-oss-failed-1.bin", Set.of(0),
          "guard-oss-hahuri-invalid-eventlog.bin", Set.of(11),
          "guard-oss-dell-notebook-5eventlogs-WBCL-log0.bin", Set.of(12, 13, 14),
          "guard-oss-dell-notebook-5eventlogs-WBCL-log1.bin", Set.of(12),
          "guard-oss-dell-notebook-5eventlogs-WBCL-log2.bin", Set.of(12),
          "guard-oss-dell-notebook-5eventlogs-WBCL-log3.bin", Set.of(12));

  @Test
  void wellFormedLogsReplayToWhatAnIndependentProgramFound() {
    int replayed = 0;
    for (Path file : Corpus.files("eventlog", ".bin", "_measurements")) {
      if (PreparedLog.of(Corpus.bytes(file)) instanceof PreparedLog.Readable(var replay)) {
        Optional<PcrValues> expected = Corpus.replayed(file);
        assertThat(expected).as("%s", file).isPresent();
        assertExplains(replay, expected.get(), file);
        replayed += replay.log().format() == EventLog.Format.CRYPTO_AGILE ? 1 : 0;
      }
    }
    assertThat(replayed).as("crypto-agile logs replayed").isGreaterThanOrEqualTo(50);
  }

  @Test
  void supportRimsReplayToWhatAnIndependentProgramFound() {
    for (Path file : Corpus.files("rim", ".rimel")) {
      PreparedLog log = PreparedLog.of(Corpus.bytes(file));
      assertThat(log).as("%s", file).isInstanceOf(PreparedLog.Readable.class);
      assertExplains(
          ((PreparedLog.Readable) log).replay(), Corpus.replayed(file).orElseThrow(), file);
    }
  }

  @Test
  void refusedLogsAreTheseAndSayWhy() {
    for (Path file : Corpus.files("eventlog", ".bin", "_measurements")) {
      String name = String.valueOf(file.getFileName());
      String reason =
          switch (PreparedLog.of(Corpus.bytes(file))) {
            case PreparedLog.Readable _ -> "";
            case PreparedLog.Unreadable unreadable -> unreadable.reason();
          };
      String expected = REFUSED.getOrDefault(name, "");
      assertThat(reason.isEmpty()).as("%s: %s", name, reason).isEqualTo(expected.isEmpty());
      assertThat(reason).as(name).contains(expected);
    }
  }

  @Test
  void reportedPcrsAreExplainedSaveWhereTheLogIsIncomplete() {
    int compared = 0;
    for (Path file : Corpus.files("eventlog", ".bin")) {
      String name = String.valueOf(file.getFileName());
      List<PcrValues> observed = Corpus.observed(file);
      if (!observed.isEmpty()
          && PreparedLog.of(Corpus.bytes(file)) instanceof PreparedLog.Readable readable) {
        assertThat(unexplained(readable.replay(), observed))
            .as(name)
            .containsExactlyInAnyOrderElementsOf(UNEXPLAINED.getOrDefault(name, Set.of()));
        compared++;
      }
    }
    assertThat(compared).as("logs with reported PCRs").isGreaterThanOrEqualTo(20);
  }

  @Test
  void writingAParsedLogGivesBackItsBytesWithoutPadding() {
    for (Path file : Corpus.files("eventlog", ".bin", "_measurements")) {
      if (PreparedLog.of(Corpus.bytes(file)) instanceof PreparedLog.Readable(var replay)) {
        EventLog log = replay.log();
        Bytes written = log.write();
        Bytes padding = log.raw().slice(written.length(), log.raw().length());
        assertThat(log.raw().slice(0, written.length())).as("%s", file).isEqualTo(written);
        assertThat(padding.toHex()).as("%s", file).matches("(00)*|(ff)*");
      }
    }
  }

  @Test
  void whatOthersRejectIsNoUsableLog() {
    for (Path file : Corpus.files("malformed", ".bin")) {
      assertThat(PreparedLog.of(Corpus.bytes(file)))
          .as("%s", file)
          .isInstanceOf(PreparedLog.Unreadable.class);
    }
  }

  private static void assertExplains(Replay replay, PcrValues expected, Path file) {
    expected
        .banks()
        .forEach(
            (bank, values) ->
                values.forEach(
                    (pcr, value) ->
                        assertThat(
                                replay
                                    .values()
                                    .get(bank, pcr)
                                    .or(() -> replay.prefixValues().get(bank, pcr))
                                    .or(
                                        () ->
                                            Optional.ofNullable(
                                                replay.registers().get(pcr.value()))))
                            .as("%s %s %s", file, bank, pcr)
                            .contains(value)));
  }

  /// Of the PCRs that have events, save IMA's: those that once had another value in some bank.
  private static Set<Integer> unexplained(Replay replay, List<PcrValues> observed) {
    Set<Integer> differing = new TreeSet<>();
    for (PcrValues values : observed) {
      for (HashAlgorithm bank : values.banks().keySet()) {
        for (PcrIndex pcr : replay.extended()) {
          Optional<Digest> replayed = replay.values().get(bank, pcr);
          Optional<Digest> reported = values.get(bank, pcr);
          if (pcr.value() != IMA
              && replayed.isPresent()
              && reported.isPresent()
              && !replayed.equals(reported)) {
            differing.add(pcr.value());
          }
        }
      }
    }
    return differing;
  }
}
