package dev.assay.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.CapturedEvidence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldenFileTest {
  private static final GoldenFile FILE =
      new GoldenFile(
          new ProposedSet(
              CapturedEvidence.golden("B550-TEST", "clean-B").os().getFirst(),
              new Proposal("olga", 1, "Learned from one machine: the only one")),
          List.of(Bytes.fromHex("0102"), Bytes.fromHex("03")));

  private static ObjectNode document() throws IOException {
    return (ObjectNode) new ObjectMapper().readTree(FILE.write());
  }

  @Test
  void fileReadsBack() throws GoldenSetInvalid {
    assertThat(GoldenFile.read(FILE.write())).contains(FILE);
  }

  @Test
  void fileKeepsToTheSchema() throws IOException {
    assertThat(Schema.errors(document())).isEmpty();
  }

  @Test
  void setThatNobodyPutForwardIsNotSigned() throws GoldenSetInvalid {
    assertThat(GoldenFile.read(GoldenJson.write(FILE.proposed().set()))).isEmpty();
  }

  @Test
  void canonicalFormCoversTheProposalAndNotTheSignatures() throws GoldenSetInvalid {
    var text = new String(FILE.proposed().canonical().toArray(), StandardCharsets.UTF_8);

    assertThat(text).contains("\"proposal\":{\"by\":\"olga\",\"machines\":1,\"reason\":");
    assertThat(text).doesNotContain("signature", "\n");
    assertThat(GoldenFile.read(text).orElseThrow().proposed()).isEqualTo(FILE.proposed());
  }

  @ParameterizedTest
  @CsvSource({
    "by, '\" \"', proposal.by",
    "machines, -1, proposal.machines",
    "machines, 1.5, proposal.machines",
    "reason, null, proposal.reason",
    "and, true, proposal.and"
  })
  void brokenProposalIsNamed(String field, String value, String place) throws IOException {
    var document = document();
    ((ObjectNode) document.path("proposal")).set(field, new ObjectMapper().readTree(value));

    assertThatExceptionOfType(GoldenSetInvalid.class)
        .isThrownBy(() -> GoldenFile.read(document.toString()))
        .withMessageStartingWith(place);
  }

  @Test
  void signatureThatIsNoBase64IsNamed() throws IOException {
    var document = document();
    document.putArray("signatures").addObject().put("signature", "?");

    assertThatExceptionOfType(GoldenSetInvalid.class)
        .isThrownBy(() -> GoldenFile.read(document.toString()))
        .withMessageStartingWith("signatures[0].signature");
  }

  @Test
  void numberOfSignaturesIsBounded() throws IOException {
    var document = document();
    var signatures = document.putArray("signatures");
    for (int i = 0; i < 65; i++) {
      signatures.addObject().put("signature", "AQID");
    }

    assertThatExceptionOfType(GoldenSetInvalid.class)
        .isThrownBy(() -> GoldenFile.read(document.toString()))
        .withMessageStartingWith("signatures");
  }
}
