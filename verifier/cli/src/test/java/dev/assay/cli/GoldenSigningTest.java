package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.golden.ComponentKind;
import dev.assay.appraisal.golden.ComponentList;
import dev.assay.appraisal.golden.ExpectedComponents;
import dev.assay.appraisal.golden.ExpectedComponents.Expected;
import dev.assay.appraisal.testing.CapturedEvidence;
import dev.assay.golden.GoldenFile;
import dev.assay.golden.GoldenSetInvalid;
import dev.assay.golden.Proposal;
import dev.assay.golden.ProposedSet;
import dev.assay.golden.signing.Envelope;
import dev.assay.golden.signing.KeyInvalid;
import dev.assay.golden.signing.KeyKind;
import dev.assay.golden.signing.Signer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Keys are made and sets are signed here, where the private key stays.
class GoldenSigningTest extends WithVerifier {
  private static final ProposedSet PROPOSED =
      new ProposedSet(
          CapturedEvidence.golden("X11-TEST", "clean-A1", "clean-A2").firmware().getFirst(),
          new Proposal("olga", 2, "two builds, both ours"));
  private static final String SET = "/api/v1/golden/X11-TEST-firmware";
  private static final String SENT = "POST " + SET + "/signatures";

  private Path key() {
    return home.resolve("alice.key");
  }

  /// `assay key new`, and the signer that it told of.
  private Signer newKey(String... more) throws KeyInvalid, IOException {
    Files.deleteIfExists(key());
    var arguments = new ArrayList<>(List.of("key", "new", "--name", "alice", "--out", "" + key()));
    arguments.addAll(List.of(more));
    var result = assay().run(arguments.toArray(String[]::new));
    assertThat(result.code()).as(result.err()).isZero();
    return Signer.parse(result.out()).getFirst();
  }

  private static ObjectNode answer(ProposedSet proposed) throws IOException {
    var json = new GoldenFile(proposed, List.of()).write();
    return ((ObjectNode) new ObjectMapper().readTree(json)).put("state", "PROPOSED");
  }

  private void offer(ProposedSet proposed) throws IOException {
    var answer = answer(proposed).toString();
    verifier()
        .on("GET /api/v1/golden", 200, "{\"sets\":[%s]}".formatted(answer))
        .on("GET " + SET, 200, answer)
        .on(SENT, 200, answer);
  }

  private Bytes sentSignature() throws IOException {
    var body = new ObjectMapper().readTree(verifier().bodyOf(SENT));
    return Bytes.wrap(Base64.getDecoder().decode(body.path("signature").asText()));
  }

  private AssayCall.Result sign(String what, String... more) {
    var arguments = new ArrayList<>(List.of("golden", "sign", what, "--key", "" + key()));
    arguments.addAll(List.of(more));
    return assay().run(arguments.toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource
  void newKeyIsOfTheKindThatWasAskedFor(KeyKind kind) throws Exception {
    assertThat(newKey("--type", kind.name().toLowerCase(Locale.ROOT)).key().kind()).isEqualTo(kind);
  }

  @Test
  void privateKeyIsForItsOwnerAndNeverPrinted() throws Exception {
    newKey();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
        .isEqualTo("rw-------");
    var secret = Files.readAllLines(key()).get(1);
    offer(PROPOSED);
    var result = sign("X11-TEST-firmware", "--yes");
    assertThat(result.out() + result.err() + verifier().asked()).doesNotContain(secret);
  }

  @Test
  void keyFileIsNotOverwritten() throws Exception {
    newKey();
    var before = Files.readString(key());
    var result = assay().run("key", "new", "--name", "alice", "--out", key().toString());
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("is there already");
    assertThat(Files.readString(key())).isEqualTo(before);
  }

  @Test
  void signatureIsOverTheSetThatWasFetched() throws Exception {
    var alice = newKey();
    offer(PROPOSED);
    assertThat(sign("X11-TEST-firmware", "--yes").code()).isZero();
    assertThat(Envelope.verifies(PROPOSED, alice.key(), sentSignature())).isTrue();
  }

  @Test
  void whatIsSignedIsSaidInWords() throws Exception {
    newKey();
    offer(PROPOSED);
    assertThat(sign("X11-TEST-firmware", "--yes").out())
        .contains(
            "firmware of board model X11-TEST",
            "events in 8 PCRs",
            "put forward by olga, learned from 2 machines",
            "two builds, both ours",
            PROPOSED.digest().toHex());
  }

  @Test
  void componentsThatAreSignedAreSaidInWords() throws Exception {
    newKey();
    var bridge = new ComponentKind.Pci(0x8086, 0x29C0, 0, 0, 0x060000, 0, false);
    var card = new ComponentKind.Pci(0x8086, 0x10D3, 0, 0, 0x020000, 0, true);
    var components =
        new ExpectedComponents(
            Map.of(
                ComponentList.PCI, List.of(new Expected(bridge, 1, 1), new Expected(card, 0, 2))));
    var proposed = new ProposedSet(PROPOSED.set().expecting(components), PROPOSED.proposal());
    offer(proposed);
    assertThat(sign("X11-TEST-firmware", "--yes").out())
        .contains(
            "2 kinds of PCI devices, 1 of varying number; reported by hosts, not proven",
            proposed.digest().toHex());
  }

  @Test
  void withoutTheWordNothingIsSent() throws Exception {
    newKey();
    offer(PROPOSED);
    var result = sign("X11-TEST-firmware");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("Nothing was signed");
    assertThat(verifier().asked()).noneMatch(asked -> asked.request().equals(SENT));
  }

  @Test
  void typedWordSigns() throws Exception {
    var alice = newKey();
    offer(PROPOSED);
    var result =
        assay()
            .typing("yes\n")
            .run("golden", "sign", "X11-TEST-firmware", "--key", key().toString());
    assertThat(result.code()).isZero();
    assertThat(Envelope.verifies(PROPOSED, alice.key(), sentSignature())).isTrue();
  }

  @Test
  void fileIsSignedWithoutAVerifier() throws IOException, KeyInvalid, GoldenSetInvalid {
    var alice = newKey();
    var file =
        TestFile.write(home.resolve("golden.json"), new GoldenFile(PROPOSED, List.of()).write());
    assertThat(sign(file.toString(), "--yes").code()).isZero();
    assertThat(verifier().asked()).isEmpty();
    var signed = GoldenFile.read(Files.readString(file)).orElseThrow();
    assertThat(signed.proposed()).isEqualTo(PROPOSED);
    assertThat(Envelope.verifies(PROPOSED, alice.key(), signed.signatures().getFirst())).isTrue();
  }

  @Test
  void draftIsNotSigned() throws Exception {
    newKey();
    var draft = answer(PROPOSED);
    draft.remove("proposal");
    verifier()
        .on("GET /api/v1/golden", 200, "{\"sets\":[%s]}".formatted(draft))
        .on("GET " + SET, 200, draft.toString());
    var result = sign("X11-TEST-firmware", "--yes");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("is a draft");
  }

  @Test
  void fileWithoutAPrivateKeyIsSaidToBeOne() throws Exception {
    var signer = newKey();
    TestFile.write(home.resolve("alice.pub"), signer.key().write());
    offer(PROPOSED);
    var result =
        assay()
            .run(
                "golden",
                "sign",
                "X11-TEST-firmware",
                "--key",
                home.resolve("alice.pub").toString(),
                "--yes");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("holds no private key").hasLineCount(1);
  }
}
