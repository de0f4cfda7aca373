package dev.assay.appraisal.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.enroll.BoundKey;
import dev.assay.appraisal.testing.Promises;
import dev.assay.appraisal.testing.PublicAreas;
import dev.assay.appraisal.testing.TestKeys;
import dev.assay.appraisal.tpm.TpmSignature;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Signatures as a TPM writes them: TPMT_SIGNATURE; none of them is a key's over anything.
class SignatureFuzz {
  private static final List<BoundKey> KEYS =
      List.of(
          TestKeys.boundEc(),
          TestKeys.boundRsa(PublicAreas.RSASSA, PublicAreas.SHA256),
          TestKeys.boundRsa(PublicAreas.RSAPSS, PublicAreas.SHA256));

  static Stream<byte[]> seeds() {
    return Stream.concat(
        Seeds.captured("quote/quote.sig", "quote/fw.sig"), Seeds.corpus("quote", ".sig.bin"));
  }

  @MethodSource("seeds")
  @FuzzTest
  void signatureIsReadOrMalformed(byte[] data) {
    Promises.parsed(data, 16, TpmSignature::parse).ifPresent(SignatureFuzz::check);
  }

  private static void check(TpmSignature signature) {
    for (BoundKey key : KEYS) {
      Promises.require(!key.verifies(Bytes.EMPTY, signature), "forged");
    }
  }
}
