package dev.assay.cli.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.enroll.VouchedKey;
import dev.assay.appraisal.testing.Promises;
import dev.assay.cli.QuoteForms;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.quote.QuoteFiles;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// The key of a quote: a public area, or a bare key as PEM or DER.
class KeyFileFuzz {
  static Stream<byte[]> seeds() {
    var area = QuoteSeeds.bytes("ak.pub");
    return Stream.of(
        area.toArray(),
        area.slice(2, area.length()).toArray(),
        QuoteSeeds.bytes("ek.pub").toArray(),
        QuoteSeeds.bytes("ak.pem").toArray(),
        QuoteForms.der(QuoteSeeds.path("ak.pem")));
  }

  @MethodSource("seeds")
  @FuzzTest
  void keyIsReadOrRefused(byte[] data) {
    Promises.parsed(data, 64, KeyFileFuzz::read)
        .ifPresent(key -> Promises.require(!key.describe().isBlank(), "no description"));
  }

  private static VouchedKey read(Bytes bytes) throws MalformedInput {
    var files =
        new QuoteFiles(
            QuoteSeeds.file("quote.msg"),
            QuoteSeeds.file("quote.sig"),
            QuoteSeeds.hostile(bytes.toArray()),
            Optional.empty(),
            Optional.empty());
    try {
      return files.vouchedKey();
    } catch (CommandFailed e) {
      throw new MalformedInput(String.valueOf(e.getMessage()), 0);
    }
  }
}
