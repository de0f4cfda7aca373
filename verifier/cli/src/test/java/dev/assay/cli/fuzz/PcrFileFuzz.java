package dev.assay.cli.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.appraisal.OfflineEvidence;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.testing.Promises;
import dev.assay.cli.QuoteForms;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.quote.QuoteFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// PCR values beside a quote, in each form that is read.
class PcrFileFuzz {
  static Stream<byte[]> seeds() {
    Path serialized = QuoteSeeds.path("quote.pcrs");
    return Stream.of(
        QuoteSeeds.bytes("quote.pcrs").toArray(),
        QuoteForms.bare(serialized),
        QuoteForms.marshaled(serialized),
        QuoteForms.json(serialized).getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void valuesAreReadOrRefused(byte[] data) {
    Promises.parsed(data, 64, PcrFileFuzz::read)
        .flatMap(OfflineEvidence::values)
        .ifPresent(values -> Promises.require(values.banks().size() <= 16, "too many banks"));
  }

  private static OfflineEvidence read(Bytes bytes) throws MalformedInput {
    var files =
        new QuoteFiles(
            QuoteSeeds.file("quote.msg"),
            QuoteSeeds.file("quote.sig"),
            QuoteSeeds.file("ak.pub"),
            Optional.of(QuoteSeeds.hostile(bytes.toArray())),
            Optional.empty());
    try {
      return files.evidence(files.vouchedKey());
    } catch (CommandFailed e) {
      throw new MalformedInput(String.valueOf(e.getMessage()), 0);
    }
  }
}
