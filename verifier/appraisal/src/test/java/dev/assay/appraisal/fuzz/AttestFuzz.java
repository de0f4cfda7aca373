package dev.assay.appraisal.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.Promises;
import dev.assay.appraisal.tpm.QuoteStatement;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Quotes as a TPM states them: TPMS_ATTEST.
class AttestFuzz {
  static Stream<byte[]> seeds() {
    return Stream.concat(
        Seeds.captured("quote/quote.msg", "quote/fw.msg"), Seeds.corpus("quote", ".attest.bin"));
  }

  @MethodSource("seeds")
  @FuzzTest
  void quoteIsReadOrMalformed(byte[] data) {
    Promises.parsed(data, 16, QuoteStatement::parse)
        .ifPresent(
            quote -> Promises.require(quote.raw().equals(Bytes.copyOf(data)), "other bytes"));
  }
}
