package dev.assay.appraisal.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.enroll.AkRequirements;
import dev.assay.appraisal.enroll.EkRequirements;
import dev.assay.appraisal.testing.Promises;
import dev.assay.appraisal.tpm.TpmPublic;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Public areas of keys: TPMT_PUBLIC.
class PublicAreaFuzz {
  static Stream<byte[]> seeds() {
    return Stream.concat(
        Seeds.captured("quote/ak.pub", "quote/ek.pub").flatMap(PublicAreaFuzz::withoutSize),
        Seeds.corpus("quote", "tpmt_public.bin"));
  }

  /// A TPM2B_PUBLIC, and the TPMT_PUBLIC inside.
  private static Stream<byte[]> withoutSize(byte[] sized) {
    return Stream.of(sized, Arrays.copyOfRange(sized, 2, sized.length));
  }

  @MethodSource("seeds")
  @FuzzTest
  void publicAreaIsReadOrMalformed(byte[] data) {
    Promises.parsed(data, 64, TpmPublic::parse).ifPresent(area -> check(area, data));
    Promises.parsed(data, 64, TpmPublic::parseSized);
  }

  private static void check(TpmPublic area, byte[] data) {
    Promises.require(area.raw().equals(Bytes.copyOf(data)), "other bytes");
    Promises.require(!area.describe().isBlank(), "no description");
    Promises.require(
        !AkRequirements.check(area).isEmpty() || !EkRequirements.check(area).isEmpty(),
        "an AK that is an EK");
  }
}
