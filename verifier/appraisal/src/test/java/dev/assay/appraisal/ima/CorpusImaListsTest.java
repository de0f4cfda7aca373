package dev.assay.appraisal.ima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.Replay;
import dev.assay.appraisal.eventlog.Trust;
import dev.assay.appraisal.testing.Corpus;
import dev.assay.appraisal.testing.ImaReplayJson;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrValues;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Other projects' recorded IMA lists: each is replayed to what an independent program made of it,
/// or refused for the reason that is written here.
class CorpusImaListsTest {
  private static final Map<String, String> REFUSED =
      Map.of(
          "evidence-api-ima_log.bin", "there is no PCR 908079648",
          "tpm2-tss-sml-ima-ng-sha1-invalidated.bin", "template data of 49 bytes, 48 remain",
          // One line feed after the last entry: of the text that the bytes were kept in.
          "tpm2-tss-sml-ima-ng-sha1.bin", "a number of 4 bytes, 1 remain",
          "tpm2-tss-sml-ima-sha1.bin", "a number of 4 bytes, 1 remain");

  /// A violation: the independent program extends as many ones as the bank's digests have bytes, a
  /// kernel that extends the list's SHA-1 digests 20 and then zeros.
  private static final List<String> VIOLATIONS =
      List.of("ibmtss-imatest.bin", "tpm2-tss-sml-ima-sha1-invalidated.bin");

  private static Bytes list(Path file) {
    Bytes bytes = Corpus.bytes(file);
    boolean lineFeed = REFUSED.getOrDefault(name(file), "").contains("1 remain");
    return lineFeed ? bytes.slice(0, bytes.length() - 1) : bytes;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  @Test
  void listsReplayToWhatAnIndependentProgramFound() throws MalformedInput {
    int compared = 0;
    for (Path expected : Corpus.files("expected", ".ima-replay.json")) {
      String name = name(expected).replace(".ima-replay.json", "");
      ImaReplayJson json = ImaReplayJson.parse(Corpus.bytes(expected));
      ImaList list = ImaList.parse(list(Corpus.require().resolve("ima").resolve(name)));
      ImaReplay replay = ImaReplay.start(list.algorithm(), json.initial()).advance(list);
      assertThat(replay.ownHash()).as(name).isEqualTo(json.perBank());
      if (!VIOLATIONS.contains(name)) {
        assertThat(replay.listDigest()).as(name).isEqualTo(json.padded());
      }
      compared++;
    }
    assertThat(compared).isGreaterThanOrEqualTo(9);
  }

  @Test
  void refusedListsAreTheseAndSayWhy() {
    for (Path file : Corpus.files("ima", ".bin")) {
      String reason = REFUSED.get(name(file));
      if (reason != null) {
        assertThatExceptionOfType(MalformedInput.class)
            .as(name(file))
            .isThrownBy(() -> ImaList.parse(Corpus.bytes(file)))
            .withMessageContaining(reason);
      }
    }
  }

  @Test
  void reportedPcr10IsExplained() throws MalformedInput {
    int compared = 0;
    for (Path file : Corpus.files("ima", ".bin")) {
      for (PcrValues observed : Corpus.observed(file)) {
        ImaList list = ImaList.parse(list(file));
        ImaReplay start = ImaReplay.start(list.algorithm(), observed.banks().keySet());
        for (HashAlgorithm bank : observed.banks().keySet()) {
          assertThat(start.advance(list).matching(observed.get(bank, ImaReplay.PCR).orElseThrow()))
              .as("%s %s", file, bank)
              .contains(ImaReplay.Extension.OWN_HASH);
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThanOrEqualTo(10);
  }

  @Test
  void bootAggregateIsOfTheFirmwareLogOfTheSameMachine() throws MalformedInput {
    assertThat(bootAggregate("guard-oss-hahuri-invalid-eventlog"))
        .isEqualTo(new BootAggregate.Matches(HashAlgorithm.SHA256, 9));
    assertThat(bootAggregate("guard-oss-ludmilla-2"))
        .isEqualTo(new BootAggregate.Matches(HashAlgorithm.SHA1, 7));
  }

  private static BootAggregate bootAggregate(String machine) throws MalformedInput {
    Path corpus = Corpus.require();
    Bytes log = Corpus.bytes(corpus.resolve("eventlog").resolve(machine + ".bin"));
    Path list = corpus.resolve("ima").resolve(machine + "-ima.bin");
    return BootAggregate.of(
        ImaList.parse(Corpus.bytes(list)), Replay.of(EventLog.parse(log)).values());
  }

  @Test
  void oneEntryOfAllLiesAboutItsData() throws MalformedInput {
    for (Path file : Corpus.files("ima", ".bin")) {
      if (!REFUSED.containsKey(name(file))) {
        List<Integer> lying =
            ImaList.parse(list(file)).entries().stream()
                .filter(entry -> entry.trust() == Trust.DIGEST_ONLY)
                .map(ImaEntry::index)
                .toList();
        assertThat(lying)
            .as(name(file))
            .isEqualTo(name(file).equals("acs-imasig.bin") ? List.of(1079) : List.of());
      }
    }
  }

  @Test
  void everyTemplateOfTheListsIsDecoded() throws MalformedInput {
    for (Path file : Corpus.files("ima", ".bin")) {
      if (!REFUSED.containsKey(name(file))) {
        assertThat(ImaList.parse(list(file)).entries())
            .as(name(file))
            .allSatisfy(
                entry ->
                    assertThat(entry.content())
                        .as("%d %s", entry.index(), entry.template())
                        .isInstanceOf(ImaContent.Fields.class));
      }
    }
  }

  @Test
  void writingAParsedListGivesBackItsBytes() throws MalformedInput {
    for (Path file : Corpus.files("ima", ".bin")) {
      if (!REFUSED.containsKey(name(file))) {
        assertThat(ImaList.parse(list(file)).write()).as(name(file)).isEqualTo(list(file));
      }
    }
  }
}
