package dev.assay.appraisal.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.enroll.BoundKey;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.testing.CapturedQuote;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.PublicAreas;
import dev.assay.appraisal.testing.QuoteBuilder;
import dev.assay.appraisal.testing.TestKeys;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrSelection.Bank;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each test changes one thing of a quote that holds.
class VerifiedQuoteTest {
  private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;
  private static final CapturedQuote GOOD = CapturedQuote.of("clean-A1");

  // In the others IMA went on measuring between the quote and the reading of the values.
  private static List<String> captures() {
    return Captures.names().stream().filter(name -> !name.startsWith("ima-")).toList();
  }

  private static VerifiedQuote.Result verify(CapturedQuote quote) {
    return VerifiedQuote.verify(
        quote.attest(),
        quote.signature(),
        quote.values(),
        quote.key(),
        quote.extraData(),
        quote.selection());
  }

  private static void assertRefused(
      VerifiedQuote.Result result, boolean authentic, String... codes) {
    assertThat(result.findings()).extracting(Finding::code).containsExactly(codes);
    assertThat(result)
        .isInstanceOfSatisfying(
            VerifiedQuote.Refused.class,
            refused -> assertThat(refused.authentic()).isEqualTo(authentic));
  }

  @ParameterizedTest
  @MethodSource("captures")
  void quotesOfRealBootsAreProven(String capture) {
    CapturedQuote quote = CapturedQuote.of(capture);
    assertThat(verify(quote))
        .isInstanceOfSatisfying(
            VerifiedQuote.Proven.class,
            proven -> {
              assertThat(proven.findings()).isEmpty();
              assertThat(proven.quote().values()).isEqualTo(quote.values());
              assertThat(proven.quote().selection()).isEqualTo(quote.selection());
              assertThat(proven.quote().statement().clockInfo().resetCount()).isPositive();
            });
  }

  @Test
  void valuesReadAfterPcr10WentOnAreRefused() {
    assertRefused(verify(CapturedQuote.of("ima-A1")), true, "PCR_DIGEST_MISMATCH");
  }

  @Test
  void mismatchedNonceIsRefused() {
    Bytes other = SHA256.hash(GOOD.extraData()).value();
    assertRefused(verify(with(GOOD, other, GOOD.selection())), false, "QUOTE_NOT_BOUND");
  }

  @Test
  void nonceCutShortIsRefused() {
    Bytes shorter = GOOD.extraData().slice(0, 31);
    assertRefused(verify(with(GOOD, shorter, GOOD.selection())), false, "QUOTE_NOT_BOUND");
  }

  @Test
  void quoteOfAnotherMachineIsRefused() {
    CapturedQuote other = CapturedQuote.of("clean-A2");
    assertRefused(
        VerifiedQuote.verify(
            GOOD.attest(),
            GOOD.signature(),
            GOOD.values(),
            other.key(),
            GOOD.extraData(),
            GOOD.selection()),
        false,
        "SIGNATURE_INVALID");
  }

  @Test
  void pcrLeftOutOfTheRequestIsASelectionThatDiffers() {
    PcrSelection fewer = PcrSelection.of(List.of(SHA256), 0xFFFE);
    assertRefused(verify(with(GOOD, GOOD.extraData(), fewer)), true, "SELECTION_DIFFERS");
  }

  @Test
  void bankThatWasAskedForAndNotQuotedIsASelectionThatDiffers() {
    PcrSelection more = PcrSelection.of(List.of(SHA256, HashAlgorithm.SHA384), 0xFFFF);
    assertRefused(verify(with(GOOD, GOOD.extraData(), more)), true, "SELECTION_DIFFERS");
  }

  @Test
  void banksInAnotherOrderAreASelectionThatDiffers() {
    PcrValues values = twoBanks();
    PcrSelection signed = PcrSelection.of(List.of(HashAlgorithm.SHA1, SHA256), 1);
    PcrSelection asked = PcrSelection.of(List.of(SHA256, HashAlgorithm.SHA1), 1);
    assertRefused(
        verifyMade(QuoteBuilder.of(values, signed, SHA256).write(), values, asked),
        true,
        "SELECTION_DIFFERS");
  }

  @Test
  void twoBanksAreProvenByTheHashOfTheSignature() {
    PcrValues values = twoBanks();
    PcrSelection both = PcrSelection.of(List.of(HashAlgorithm.SHA1, SHA256), 1);
    assertThat(verifyMade(QuoteBuilder.of(values, both, SHA256).write(), values, both))
        .isInstanceOf(VerifiedQuote.Proven.class);
  }

  @Test
  void digestByTheHashOfABankIsRefused() {
    PcrValues values = twoBanks();
    PcrSelection sha1 = PcrSelection.of(List.of(HashAlgorithm.SHA1, SHA256), 1);
    assertRefused(
        verifyMade(QuoteBuilder.of(values, sha1, HashAlgorithm.SHA1).write(), values, sha1),
        true,
        "PCR_DIGEST_MISMATCH");
  }

  @Test
  void sha1AloneIsRefused() {
    PcrValues values = twoBanks();
    PcrSelection sha1 = PcrSelection.of(List.of(HashAlgorithm.SHA1), 1);
    assertRefused(
        verifyMade(QuoteBuilder.of(values, sha1, SHA256).write(), values.within(sha1), sha1),
        true,
        "NO_STRONG_BANK");
  }

  @Test
  void strongBankWithoutPcrsIsRefused() {
    PcrSelection empty = new PcrSelection(List.of(new Bank(SHA256, 0)));
    assertRefused(
        verifyMade(QuoteBuilder.of(PcrValues.EMPTY, empty, SHA256).write(), PcrValues.EMPTY, empty),
        true,
        "NO_STRONG_BANK");
  }

  @Test
  void alteredPcrValueIsRefused() {
    assertRefused(
        verify(withValue(GOOD, 0, GOOD.values().get(SHA256, PcrIndex.of(1)).orElseThrow())),
        true,
        "PCR_DIGEST_MISMATCH");
  }

  @Test
  void relabelledPcrValuesAreRefused() {
    Digest zero = GOOD.values().get(SHA256, PcrIndex.of(0)).orElseThrow();
    Digest four = GOOD.values().get(SHA256, PcrIndex.of(4)).orElseThrow();
    assertRefused(
        verify(withValue(withValue(GOOD, 0, four), 4, zero)), true, "PCR_DIGEST_MISMATCH");
  }

  @Test
  void missingPcrValueIsRefused() {
    PcrSelection allButSeven = PcrSelection.of(List.of(SHA256), 0xFFFF & ~(1 << 7));
    assertRefused(
        verify(withValues(GOOD, GOOD.values().within(allButSeven))), true, "PCR_VALUES_INCOMPLETE");
  }

  @Test
  void valueOutsideTheSelectionIsReportedAndDropped() {
    VerifiedQuote.Result result = verify(withValue(GOOD, 17, SHA256.zero()));
    assertThat(result.findings())
        .extracting(Finding::code)
        .containsExactly("PCR_VALUE_OUTSIDE_SELECTION");
    assertThat(result)
        .isInstanceOfSatisfying(
            VerifiedQuote.Proven.class,
            proven -> assertThat(proven.quote().values()).isEqualTo(GOOD.values()));
  }

  @Test
  void bankOutsideTheSelectionIsReportedAndDropped() {
    VerifiedQuote.Result result = verify(withValues(GOOD, Captures.pcrs("clean-A1")));
    assertThat(result.findings())
        .isNotEmpty()
        .extracting(Finding::code)
        .containsOnly("PCR_VALUE_OUTSIDE_SELECTION");
    assertThat(result)
        .isInstanceOfSatisfying(
            VerifiedQuote.Proven.class,
            proven -> assertThat(proven.quote().values()).isEqualTo(GOOD.values()));
  }

  @Test
  void trailingByteAfterTheQuoteIsRefusedEvenWhenSigned() {
    Bytes attest = made().tail(Bytes.wrap(new byte[1])).write();
    assertRefused(verifyMade(attest, GOOD.values(), GOOD.selection()), false, "QUOTE_MALFORMED");
  }

  @Test
  void statementThatNoTpmMadeIsRefusedEvenWhenSigned() {
    Bytes attest = made().magic(0xFF544348L).write();
    assertRefused(verifyMade(attest, GOOD.values(), GOOD.selection()), false, "QUOTE_MALFORMED");
  }

  @Test
  void certificationOfAKeyIsNoQuote() {
    Bytes attest = made().type(0x8017).write();
    assertRefused(verifyMade(attest, GOOD.values(), GOOD.selection()), false, "QUOTE_MALFORMED");
  }

  @Test
  void attestAndSignatureThatAreBothMalformedAreBothReported() {
    assertRefused(
        VerifiedQuote.verify(
            Bytes.EMPTY,
            Bytes.EMPTY,
            GOOD.values(),
            GOOD.key(),
            GOOD.extraData(),
            GOOD.selection()),
        false,
        "QUOTE_MALFORMED",
        "QUOTE_MALFORMED");
  }

  @Test
  void signatureOfAnotherHashThanTheKeysIsNotAllowed() {
    Bytes attest = made().write();
    Bytes signature = TestKeys.signRsaSsa(TestKeys.rsa(2048), attest, HashAlgorithm.SHA384);
    assertRefused(
        verifyMade(attest, signature, rsa(PublicAreas.RSASSA)),
        false,
        "SIGNATURE_SCHEME_NOT_ALLOWED");
  }

  @Test
  void signatureOfAnotherSchemeThanTheKeysIsNotAllowed() {
    Bytes attest = made().write();
    Bytes signature = TestKeys.signRsaPss(TestKeys.rsa(2048), attest, SHA256, 32);
    assertRefused(
        verifyMade(attest, signature, rsa(PublicAreas.RSASSA)),
        false,
        "SIGNATURE_SCHEME_NOT_ALLOWED");
  }

  @Test
  void sha1SignatureIsNotAllowed() {
    Bytes attest = made().write();
    Bytes signature = TestKeys.signRsaSsa(TestKeys.rsa(2048), attest, HashAlgorithm.SHA1);
    assertRefused(
        verifyMade(attest, signature, rsa(PublicAreas.RSASSA)),
        false,
        "SIGNATURE_SCHEME_NOT_ALLOWED");
  }

  @Test
  void rsaSignaturesOfTheKeysSchemeAreProven() {
    Bytes attest = made().write();
    assertThat(
            verifyMade(
                attest,
                TestKeys.signRsaSsa(TestKeys.rsa(2048), attest, SHA256),
                rsa(PublicAreas.RSASSA)))
        .isInstanceOf(VerifiedQuote.Proven.class);
    assertThat(
            verifyMade(
                attest,
                TestKeys.signRsaPss(TestKeys.rsa(2048), attest, SHA256, 32),
                rsa(PublicAreas.RSAPSS)))
        .isInstanceOf(VerifiedQuote.Proven.class);
  }

  private static BoundKey rsa(int scheme) {
    return TestKeys.boundRsa(scheme, PublicAreas.SHA256);
  }

  private static QuoteBuilder made() {
    return QuoteBuilder.of(GOOD.values(), GOOD.selection(), SHA256).extraData(GOOD.extraData());
  }

  private static VerifiedQuote.Result verifyMade(Bytes attest, Bytes signature, BoundKey key) {
    return VerifiedQuote.verify(
        attest, signature, GOOD.values(), key, GOOD.extraData(), GOOD.selection());
  }

  private static VerifiedQuote.Result verifyMade(
      Bytes attest, PcrValues values, PcrSelection selection) {
    return VerifiedQuote.verify(
        attest,
        TestKeys.signEc(TestKeys.ec("secp256r1"), attest),
        values,
        TestKeys.boundEc(),
        attest.slice(44, 44 + 32),
        selection);
  }

  private static PcrValues twoBanks() {
    SortedMap<HashAlgorithm, SortedMap<PcrIndex, Digest>> banks = new TreeMap<>();
    for (HashAlgorithm bank : List.of(HashAlgorithm.SHA1, SHA256)) {
      banks.put(
          bank,
          Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(PcrIndex.of(0), bank.zero()))));
    }
    return new PcrValues(banks);
  }

  private static CapturedQuote with(CapturedQuote quote, Bytes extraData, PcrSelection selection) {
    return new CapturedQuote(
        quote.attest(), quote.signature(), quote.values(), quote.key(), extraData, selection);
  }

  private static CapturedQuote withValues(CapturedQuote quote, PcrValues values) {
    return new CapturedQuote(
        quote.attest(),
        quote.signature(),
        values,
        quote.key(),
        quote.extraData(),
        quote.selection());
  }

  private static CapturedQuote withValue(CapturedQuote quote, int pcr, Digest value) {
    SortedMap<PcrIndex, Digest> bank = new TreeMap<>(quote.values().bank(SHA256));
    bank.put(PcrIndex.of(pcr), value);
    return withValues(quote, new PcrValues(new TreeMap<>(Map.of(SHA256, bank))));
  }
}
