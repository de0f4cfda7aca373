package dev.assay.golden.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.testing.CapturedEvidence;
import dev.assay.golden.GoldenFile;
import dev.assay.golden.GoldenSetInvalid;
import dev.assay.golden.Proposal;
import dev.assay.golden.ProposedSet;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnvelopeTest {
  private static final GoldenSet SET =
      CapturedEvidence.golden("X11-TEST", "clean-A1", "clean-A2").firmware().getFirst();
  private static final ProposedSet PROPOSED =
      new ProposedSet(SET, new Proposal("olga", 2, "two builds"));

  private static SigningKey.Pair pair(KeyKind kind) {
    return SigningKey.generate(kind, new SecureRandom());
  }

  @ParameterizedTest
  @EnumSource
  void signatureHoldsForTheSetAndItsProposal(KeyKind kind) {
    var pair = pair(kind);
    var signature = Envelope.sign(PROPOSED, pair.signing());

    assertThat(Envelope.verifies(PROPOSED, pair.verification(), signature)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void signatureHoldsForNothingElse(KeyKind kind) {
    var pair = pair(kind);
    var signature = Envelope.sign(PROPOSED, pair.signing());
    var others =
        List.of(
            new ProposedSet(SET, new Proposal("eve", 2, "two builds")),
            new ProposedSet(SET, new Proposal("olga", 3, "two builds")),
            new ProposedSet(SET, new Proposal("olga", 2, "")),
            new ProposedSet(
                CapturedEvidence.golden("X11-TEST", "clean-A1").firmware().getFirst(),
                PROPOSED.proposal()));

    assertThat(others).noneMatch(other -> Envelope.verifies(other, pair.verification(), signature));
    assertThat(Envelope.verifies(PROPOSED, pair(kind).verification(), signature)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void malformedSignatureIsAWrongOne(KeyKind kind) {
    var key = pair(kind).verification();

    assertThat(Envelope.verifies(PROPOSED, key, Bytes.EMPTY)).isFalse();
    assertThat(Envelope.verifies(PROPOSED, key, Bytes.wrap(new byte[64]))).isFalse();
    assertThat(Envelope.verifies(PROPOSED, key, Bytes.wrap(new byte[512]))).isFalse();
  }

  @Test
  void bareDocumentIsNotWhatIsSigned() {
    var pair = pair(KeyKind.ED25519);
    var bare = pair.signing().sign(PROPOSED.canonical());

    assertThat(Envelope.verifies(PROPOSED, pair.verification(), bare)).isFalse();
  }

  @Test
  void encodingIsThatOfDsse() {
    var text = new String(Envelope.encoded(PROPOSED).toArray(), StandardCharsets.UTF_8);

    assertThat(text)
        .startsWith(
            "DSSEv1 37 application/vnd.assay.golden-set+json %d {\"events\":["
                .formatted(PROPOSED.canonical().length()));
  }

  @Test
  void fileCarriesTheSetTheProposalAndItsSignatures() throws GoldenSetInvalid {
    var file =
        new GoldenFile(PROPOSED, List.of())
            .with(Envelope.sign(PROPOSED, pair(KeyKind.P256).signing()));

    var read = GoldenFile.read(file.write()).orElseThrow();

    assertThat(read).isEqualTo(file);
    assertThat(read.proposed().digest()).isEqualTo(PROPOSED.digest());
  }
}
