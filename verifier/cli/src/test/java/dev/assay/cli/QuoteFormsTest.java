package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every form in which tpm2-tools writes a quote's files proves the same.
class QuoteFormsTest {
  private static final Path CLEAN = TestResource.captures().resolve("clean-A1");
  private static final Path QUOTE = CLEAN.resolve("quote");
  private static final Path PCRS = QUOTE.resolve("quote.pcrs");

  @TempDir Path home = Path.of("");

  private VerifyCall clean() {
    return VerifyCall.ofCapture(home, CLEAN);
  }

  private static void assertProven(VerifyCall call) {
    var answer = call.answer();
    assertThat(answer.doubts()).isEmpty();
    assertThat(answer.code()).isZero();
    assertThat(answer.checks())
        .containsEntry("PCR_VALUES", "PROVEN")
        .containsEntry("SIGNATURE", "PROVEN");
  }

  @Test
  void valuesAloneAreRead() {
    assertProven(clean().with("--pcrs", QuoteForms.bare(PCRS)));
  }

  @Test
  void marshaledValuesAreRead() {
    assertProven(clean().with("--pcrs", QuoteForms.marshaled(PCRS)));
  }

  @Test
  void collectedValuesAreRead() {
    assertProven(clean().with("--pcrs", QuoteForms.json(PCRS).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void cutValuesAreRefused() {
    for (var whole :
        new byte[][] {TestFile.bytes(PCRS), QuoteForms.bare(PCRS), QuoteForms.marshaled(PCRS)}) {
      for (var length = 0; length < whole.length; length += 7) {
        var result = clean().with("--pcrs", Arrays.copyOf(whole, length)).run();
        assertThat(result.err()).contains("holds no PCR values");
        assertThat(result.code()).isEqualTo(2);
      }
    }
  }

  @Test
  void plainSignatureIsRead() {
    var plain = QuoteForms.plain(QUOTE.resolve("quote.sig"));
    assertProven(clean().with("--signature", plain));
    assertProven(clean().with("--signature", plain).with("--key", QUOTE.resolve("ak.pem")));
  }

  @Test
  void publicAreaIsReadWithItsSizeAndWithout() {
    var sized = TestFile.bytes(QUOTE.resolve("ak.pub"));
    assertProven(clean().with("--key", Arrays.copyOfRange(sized, 2, sized.length)));
    assertProven(clean().with("--key", sized));
  }

  @Test
  void bareKeyIsReadAndSaidToTellNothingOfItsTpm() {
    var pem = QUOTE.resolve("ak.pem");
    assertProven(clean().with("--key", pem));
    assertProven(clean().with("--key", QuoteForms.der(pem)));
    assertThat(clean().with("--key", pem).answer().checks())
        .containsEntry("KEY_ATTRIBUTES", "NOT_ASKED");
  }
}
