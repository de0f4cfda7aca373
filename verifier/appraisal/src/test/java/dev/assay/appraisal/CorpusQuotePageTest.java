package dev.assay.appraisal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.enroll.VouchedKey;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.testing.Conformance;
import dev.assay.appraisal.testing.Corpus;
import dev.assay.appraisal.testing.CorpusQuote;
import dev.assay.appraisal.testing.Slowest;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.appraisal.tpm.QuoteStatement;
import dev.assay.appraisal.tpm.SubjectPublicKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What became of each quote of the corpus, for people to read.
class CorpusQuotePageTest {
  private static List<CorpusQuote> quotes() {
    return Stream.of("quote", "malformed")
        .flatMap(folder -> CorpusQuote.all(folder).stream())
        .toList();
  }

  @Test
  void conformancePageSaysWhatBecameOfEachQuote() {
    Conformance.check(
        Conformance.Section.QUOTES,
        """
        What the source of a quote expects stands in its descriptor. "accept" is proven here too, save what Assay alone refuses:
        signatures over SHA-1, and quotes of nothing but a SHA-1 bank. Where an AK was not published, its quotes are read and no more.

        """
            + Conformance.table(
                List.of("quote", "machine", "key", "quoted", "its source expects", "result"),
                quotes().stream().map(CorpusQuotePageTest::row).toList()));
  }

  @Test
  void whatItsSourceAcceptsIsProvenOrRefusedForSha1Alone() {
    List<String> others =
        quotes().stream()
            .filter(quote -> quote.accepted() && quote.ak().isPresent())
            .map(CorpusQuotePageTest::result)
            .filter(result -> !result.startsWith("proven"))
            .distinct()
            .toList();
    assertThat(others)
        .containsExactlyInAnyOrder(
            "refused: SIGNATURE_SCHEME_NOT_ALLOWED", "refused: NO_STRONG_BANK");
  }

  @Test
  void slowestQuoteIsPrinted() {
    Slowest.print(
        "quotes",
        Corpus.files("quote", ".quote.json"),
        file -> assertThat(result(CorpusQuote.read(file))).isNotEmpty());
  }

  private static List<String> row(CorpusQuote quote) {
    return List.of(
        quote.name(),
        Corpus.machine(quote.attestFile()),
        quote.ak().map(key -> vouched(Bytes.wrap(key.getEncoded())).describe()).orElse("–"),
        statement(quote).map(statement -> quoted(statement.selection())).orElse("–"),
        quote.expected(),
        result(quote));
  }

  private static String quoted(PcrSelection selection) {
    return selection.banks().stream()
        .map(bank -> bank.algorithm().label() + ":" + ranges(bank.indices()))
        .collect(Collectors.joining(" "));
  }

  private static String ranges(List<PcrIndex> indices) {
    int first = indices.getFirst().value();
    int last = indices.getLast().value();
    return indices.size() > 2 && last - first == indices.size() - 1
        ? first + "-" + last
        : indices.stream()
            .map(index -> Integer.toString(index.value()))
            .collect(Collectors.joining(","));
  }

  private static Optional<QuoteStatement> statement(CorpusQuote quote) {
    try {
      return Optional.of(QuoteStatement.parse(quote.attest()));
    } catch (MalformedInput _) {
      return Optional.empty();
    }
  }

  private static VouchedKey vouched(Bytes der) {
    try {
      return VouchedKey.of(SubjectPublicKey.parse(der));
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  private static String result(CorpusQuote quote) {
    Optional<QuoteStatement> statement = statement(quote);
    if (statement.isEmpty()) {
      return "refused: QUOTE_MALFORMED";
    }
    if (quote.signature().isEmpty()) {
      return "read; no signature was recorded";
    }
    if (quote.ak().isEmpty()) {
      return "read; the AK was not published";
    }
    PcrValues values = quote.values().within(statement.get().selection());
    OfflineAppraisal appraisal =
        OfflineAppraiser.appraise(
            new OfflineEvidence(
                quote.attest(),
                quote.structuredSignature(),
                values.banks().isEmpty() ? Optional.empty() : Optional.of(values),
                Optional.empty()),
            new OfflineQuestion(
                vouched(Bytes.wrap(quote.ak().get().getEncoded())),
                quote.nonce(),
                Optional.empty()));
    return appraisal.provenAsAsked() ? proven(quote, values) : "refused: " + doubts(appraisal);
  }

  private static String proven(CorpusQuote quote, PcrValues values) {
    return "proven: signature"
        + (quote.nonce().isPresent() ? ", nonce" : "")
        + (values.banks().isEmpty() ? "" : ", PCR values");
  }

  private static String doubts(OfflineAppraisal appraisal) {
    return appraisal.findings().stream()
        .filter(finding -> finding.severity() != Severity.NOTE)
        .map(Finding::code)
        .collect(Collectors.joining(", "));
  }
}
