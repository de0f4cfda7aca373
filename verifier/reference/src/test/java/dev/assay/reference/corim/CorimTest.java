package dev.assay.reference.corim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.upokecenter.cbor.CBORObject;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.golden.GoldenDraft;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.Corpus;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.reference.Agreement;
import dev.assay.reference.ReferenceRefused;
import dev.assay.reference.ReferenceValues;
import dev.assay.reference.TestSigner;
import java.nio.file.Path;
import java.security.KeyException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// CoRIMs: our own, others' and forged ones.
class CorimTest {
  private static final TestSigner VENDOR = new TestSigner("TestVendor");
  private static final GoldenSet SET = set("clean-A1", "clean-A2");

  private static GoldenSet set(String... captures) {
    return GoldenDraft.ofSiblings(
            "TestVendor X11-TEST", List.of(captures).stream().map(Captures::sibling).toList())
        .toGoldenSetAcceptingDifferences("x11-1", Layer.FIRMWARE);
  }

  private static Bytes written() {
    try {
      return CorimWriter.write(SET, VENDOR.key());
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertRefused(Bytes corim, String reason) {
    assertThatExceptionOfType(ReferenceRefused.class)
        .isThrownBy(() -> Corim.read(corim, VENDOR.believed(), TestSigner.NOW))
        .withMessageContaining(reason);
  }

  /// A manifest whose payload a test changed before it was signed.
  private static Bytes signed(Consumer<CBORObject> change) {
    CBORObject message = CBORObject.DecodeFromBytes(written().toArray());
    CBORObject corim = CBORObject.DecodeFromBytes(message.get(2).GetByteString()).UntagOne();
    change.accept(corim);
    try {
      return CoseSign1.sign(Bytes.wrap(corim.WithTag(501).EncodeToBytes()), VENDOR.key());
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void writtenSetIsReadBack() throws ReferenceRefused {
    ReferenceValues values = Corim.read(written(), VENDOR.believed(), TestSigner.NOW);

    assertThat(values.name()).isEqualTo("x11-1");
    assertThat(values.platform()).isEqualTo("TestVendor X11-TEST");
    assertThat(values.finalValues().bank(HashAlgorithm.SHA256))
        .isEqualTo(SET.finalValues().bank(HashAlgorithm.SHA256))
        .isNotEmpty();
    assertThat(Agreement.of(SET, values).supports()).isTrue();
  }

  @Test
  void statementOfOtherFirmwareDiffers() throws ReferenceRefused {
    GoldenSet updated = set("fw-update-A1", "fw-update-A2");
    ReferenceValues values = Corim.read(written(), VENDOR.believed(), TestSigner.NOW);

    Agreement agreement = Agreement.of(updated, values);

    assertThat(agreement.supports()).isFalse();
    assertThat(agreement.values())
        .contains(
            new Agreement.OnValue(PcrIndex.of(0), HashAlgorithm.SHA256, Agreement.Word.DIFFERS));
  }

  @Test
  void setWithoutConstantValuesCanNotBeWritten() {
    GoldenSet empty =
        new GoldenSet(
            "x",
            "M",
            Layer.FIRMWARE,
            "",
            SET.events(),
            PcrValues.EMPTY,
            SET.quirks(),
            SET.secureBoot(),
            SET.provenance());
    assertThatIllegalArgumentException().isThrownBy(() -> CorimWriter.write(empty, VENDOR.key()));
  }

  @Test
  void everyFlippedByteIsRefused() {
    byte[] good = written().toArray();
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 1;
      assertThatExceptionOfType(ReferenceRefused.class)
          .as("byte %d", i)
          .isThrownBy(() -> Corim.read(Bytes.wrap(bad), VENDOR.believed(), TestSigner.NOW));
    }
  }

  @Test
  void manifestCutShortIsRefused() {
    Bytes good = written();
    for (int length = 0; length < good.length(); length++) {
      Bytes cut = good.slice(0, length);
      assertThatExceptionOfType(ReferenceRefused.class)
          .isThrownBy(() -> Corim.read(cut, VENDOR.believed(), TestSigner.NOW));
    }
  }

  @Test
  void manifestOfAStrangerIsRefused() throws KeyException {
    assertRefused(CorimWriter.write(SET, new TestSigner("Stranger").key()), "none of the signers");
  }

  @Test
  void unsignedManifestIsRefused() {
    CBORObject message = CBORObject.DecodeFromBytes(written().toArray());
    assertRefused(Bytes.wrap(message.get(2).GetByteString()), "it is not signed");
  }

  @Test
  void expiredManifestIsRefused() {
    long yesterday = TestSigner.NOW.minus(Duration.ofDays(1)).getEpochSecond();
    assertRefused(
        signed(corim -> corim.Add(4, CBORObject.NewMap().Add(1, yesterday))), "no longer valid");
  }

  @Test
  void secondValueOfAPcrIsRefused() {
    CBORObject second =
        CBORObject.NewArray()
            .Add(CBORObject.NewMap().Add(0, CBORObject.NewMap()))
            .Add(
                CBORObject.NewArray()
                    .Add(
                        CBORObject.FromObject(
                            Map.of(1, Map.of(14, Map.of(0, List.of(List.of(1, new byte[32]))))))));
    assertRefused(
        signed(
            corim -> {
              CBORObject tag = corim.get(CBORObject.FromObject(1)).get(0);
              CBORObject comid = CBORObject.DecodeFromBytes(tag.UntagOne().GetByteString());
              comid.get(CBORObject.FromObject(4)).get(CBORObject.FromObject(0)).Add(second);
              corim
                  .get(CBORObject.FromObject(1))
                  .set(0, CBORObject.FromObject(comid.EncodeToBytes()).WithTag(506));
            }),
        "gives PCR 0 a second value");
  }

  @Test
  void manifestWithoutPcrsIsRefused() {
    assertRefused(
        signed(corim -> corim.Set(CBORObject.FromObject(1), CBORObject.NewArray())),
        "says nothing of any PCR");
  }

  @Test
  void nestingHasAnEnd() {
    byte[] deep = new byte[100_000];
    java.util.Arrays.fill(deep, (byte) 0x81);
    assertRefused(Bytes.wrap(deep), "is no CBOR");
  }

  /// Those that others made are unsigned; signed for the test, their values are read.
  @Test
  void manifestsOfTheCorpusAreRead() throws Exception {
    Path parsec = Corpus.require().resolve("rim/veraison-corim-parsec-tpm-valid.cbor");
    assertRefused(Corpus.bytes(parsec), "it is not signed");

    Bytes signed = CoseSign1.sign(Corpus.bytes(parsec), VENDOR.key());
    ReferenceValues values = Corim.read(signed, VENDOR.believed(), TestSigner.NOW);

    assertThat(values.finalValues().bank(HashAlgorithm.SHA384))
        .containsOnlyKeys(PcrIndex.of(0), PcrIndex.of(1), PcrIndex.of(2));
    assertThat(values.finalValues().get(HashAlgorithm.SHA384, PcrIndex.of(2)).orElseThrow().toHex())
        .startsWith("2107bbe761fca52d");
  }

  @Test
  void malformedManifestsOfTheCorpusAreRefusedOrSayNothingOfPcrs() throws Exception {
    for (Path file : Corpus.files("malformed", ".cbor")) {
      Bytes signed = CoseSign1.sign(Corpus.bytes(file), VENDOR.key());
      try {
        // What is wrong with it is in a part that says nothing of PCRs, and is not read here.
        assertThat(Corim.read(signed, VENDOR.believed(), TestSigner.NOW).finalValues().isEmpty())
            .as("%s", file.getFileName())
            .isFalse();
      } catch (ReferenceRefused refused) {
        assertThat(refused.reason()).isNotBlank();
      }
    }
  }
}
