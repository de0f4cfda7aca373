package dev.assay.appraisal.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.enroll.AkRequirements;
import dev.assay.appraisal.enroll.BoundKey;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.testing.CorpusQuote;
import dev.assay.appraisal.testing.PublicAreas;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.QuoteStatement;
import dev.assay.appraisal.tpm.TpmPublic;
import dev.assay.appraisal.tpm.TpmSignature;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Quotes of TPMs of many vendors. Their AKs are mostly known as bare keys: public areas of good
/// AKs are made for them.
class CorpusQuoteTest {
  private static List<CorpusQuote> quotes() {
    return CorpusQuote.all("quote");
  }

  // The others are of AKs that were not published, or signed over SHA-1, which is refused
  // elsewhere.
  private static List<CorpusQuote> acceptable() {
    return quotes().stream()
        .filter(quote -> quote.accepted() && quote.ak().isPresent())
        .filter(quote -> parsed(quote.structuredSignature()).hash().strong())
        .toList();
  }

  private static List<CorpusQuote> withPublicArea() {
    return quotes().stream().filter(quote -> quote.akArea().isPresent()).toList();
  }

  private static TpmSignature parsed(Bytes signature) {
    try {
      return TpmSignature.parse(signature);
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  private static TpmPublic ak(PublicKey key, TpmSignature signature) {
    PublicAreas areas =
        PublicAreas.ak(
                switch (signature) {
                  case TpmSignature.Ecdsa _ -> PublicAreas.ECDSA;
                  case TpmSignature.RsaSsa _ -> PublicAreas.RSASSA;
                  case TpmSignature.RsaPss _ -> PublicAreas.RSAPSS;
                })
            .schemeHash(signature.hash().id());
    return PublicAreas.parse(
        switch (key) {
          case RSAPublicKey rsa -> areas.of(rsa);
          case ECPublicKey ec -> areas.of(ec);
          default -> throw new AssertionError(key);
        });
  }

  @ParameterizedTest
  @MethodSource("acceptable")
  void quotesThatTheirSourceAcceptsAreProven(CorpusQuote quote) throws MalformedInput {
    TpmSignature signature = TpmSignature.parse(quote.structuredSignature());
    QuoteStatement statement = QuoteStatement.parse(quote.attest());
    VerifiedQuote.Result result =
        VerifiedQuote.verify(
            quote.attest(),
            quote.structuredSignature(),
            quote.values().within(statement.selection()),
            BoundKey.recall(HashAlgorithm.SHA256.zero(), ak(quote.ak().orElseThrow(), signature)),
            quote.nonce().orElse(statement.extraData()),
            statement.selection());
    if (statement.selection().algorithms().equals(List.of(HashAlgorithm.SHA1))) {
      assertThat(result.findings()).extracting(Finding::code).containsExactly("NO_STRONG_BANK");
    } else {
      assertThat(result.findings()).isEmpty();
      assertThat(result).isInstanceOf(VerifiedQuote.Proven.class);
    }
  }

  @Test
  void enoughQuotesOfTheCorpusAreProven() {
    assertThat(acceptable()).hasSizeGreaterThan(12);
  }

  @Test
  void alteredSignatureOfTheCorpusIsRefused() throws MalformedInput {
    CorpusQuote quote = CorpusQuote.all("malformed").getFirst();
    TpmSignature signature = TpmSignature.parse(quote.structuredSignature());
    QuoteStatement statement = QuoteStatement.parse(quote.attest());
    VerifiedQuote.Result result =
        VerifiedQuote.verify(
            quote.attest(),
            quote.structuredSignature(),
            quote.values(),
            BoundKey.recall(HashAlgorithm.SHA256.zero(), ak(quote.ak().orElseThrow(), signature)),
            statement.extraData(),
            statement.selection());
    assertThat(result.findings()).extracting(Finding::code).containsExactly("SIGNATURE_INVALID");
  }

  @Test
  void certificationInTheCorpusIsNoQuote() {
    CorpusQuote certification =
        quotes().stream()
            .filter(quote -> quote.name().equals("veraison-parsec-json-kat"))
            .findFirst()
            .orElseThrow();
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> QuoteStatement.parse(certification.attest()))
        .withMessageContaining("0x8017");
  }

  @ParameterizedTest
  @MethodSource("withPublicArea")
  void publicAreasOfRealAksAreReadAndJudged(CorpusQuote quote) throws MalformedInput {
    TpmPublic ak = TpmPublic.parse(quote.akArea().orElseThrow());
    assertThat(ak.publicKey()).isEqualTo(quote.ak().orElseThrow());
    boolean strong =
        ak.nameAlgorithm().strong()
            && ak.parameters().scheme().hash().filter(HashAlgorithm::strong).isPresent();
    assertThat(AkRequirements.check(ak).isEmpty()).isEqualTo(strong);
  }
}
