package dev.assay.appraisal.ima;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.eventlog.Replay;
import dev.assay.appraisal.eventlog.Trust;
import dev.assay.appraisal.testing.CapturedEvidence;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrValues;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The lists of our captured boots: Linux 6.1, template ima-sig, banks SHA-1 and SHA-256.
class CapturedImaListsTest {
  private static final String LIST = "ima/binary_runtime_measurements";

  static List<String> captures() {
    return Captures.names();
  }

  private static ImaList list(String capture) throws MalformedInput {
    return ImaList.parse(Captures.bytes(capture, LIST));
  }

  private static Digest observed(String capture, HashAlgorithm bank) {
    Bytes hex = Captures.bytes(capture, "ima/pcr10." + bank.label());
    return Digest.of(bank, new String(hex.toArray(), StandardCharsets.US_ASCII).strip());
  }

  @ParameterizedTest
  @MethodSource("captures")
  void whatTheTpmHeldIsExplainedByTheBanksOwnHash(String capture) throws MalformedInput {
    ImaList list = list(capture);
    for (HashAlgorithm bank : List.of(HashAlgorithm.SHA1, HashAlgorithm.SHA256)) {
      Digest observed = observed(capture, bank);
      Optional<ImaReplay> explained =
          ImaReplay.start(list.algorithm(), Set.of(bank)).until(List.of(observed), list);
      assertThat(explained.flatMap(replay -> replay.matching(observed)))
          .as("%s %s", capture, bank)
          .contains(ImaReplay.Extension.OWN_HASH);
    }
  }

  @ParameterizedTest
  @MethodSource("captures")
  void everyTemplateHashCoversItsData(String capture) throws MalformedInput {
    assertThat(list(capture).entries())
        .isNotEmpty()
        .allMatch(entry -> entry.violation() || entry.trust() == Trust.VERIFIED_DATA)
        .allMatch(entry -> entry.content() instanceof ImaContent.Fields);
  }

  @ParameterizedTest
  @MethodSource("captures")
  void bootAggregateIsOfTheFirmwaresPcrs(String capture) throws MalformedInput {
    PcrValues firmware = Replay.of(Captures.log(capture)).values();
    assertThat(BootAggregate.of(list(capture), firmware))
        .isEqualTo(new BootAggregate.Matches(HashAlgorithm.SHA256, 9));
  }

  @ParameterizedTest
  @MethodSource("captures")
  void writingAParsedListGivesBackItsBytes(String capture) throws MalformedInput {
    assertThat(list(capture).write()).isEqualTo(Captures.bytes(capture, LIST));
  }

  @Test
  void quoteThatIsOlderThanTheListCoversItsBeginning() throws MalformedInput {
    ImaList list = list("ima-A1");
    Digest quoted =
        CapturedEvidence.of("ima-A1")
            .claimedValues()
            .get(HashAlgorithm.SHA256, ImaReplay.PCR)
            .orElseThrow();
    ImaReplay start = ImaReplay.start(list.algorithm(), Set.of(HashAlgorithm.SHA256));
    ImaReplay proven = start.until(List.of(quoted), list).orElseThrow();
    assertThat(proven.entries()).isEqualTo(59).isLessThan(list.entries().size());
    Bytes rest = Captures.bytes("ima-A1", LIST);
    Bytes unread = rest.slice((int) proven.bytes(), rest.length());
    assertThat(proven.advance(unread)).isEqualTo(start.advance(list));
  }

  @Test
  void foreignProgramStandsInTheListWithVerifiedName() throws MalformedInput {
    assertThat(list("ima-evil-A1").entries())
        .filteredOn(entry -> entry.trust() == Trust.VERIFIED_DATA)
        .flatExtracting(entry -> entry.field(ImaField.Name.class).stream().toList())
        .extracting(name -> new String(name.value().toArray(), StandardCharsets.UTF_8))
        .contains("/host/evil");
  }
}
