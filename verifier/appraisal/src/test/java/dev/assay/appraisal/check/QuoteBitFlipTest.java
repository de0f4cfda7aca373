package dev.assay.appraisal.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.CapturedQuote;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Of a quote that holds, every single bit matters.
class QuoteBitFlipTest {
  private static final CapturedQuote GOOD = CapturedQuote.of("clean-B");

  @Test
  void everyFlippedBitOfTheAttestIsRefusedAsNotAuthentic() {
    assertThat(flips(GOOD.attest())).allMatch(flipped -> refused(flipped, GOOD.signature()));
  }

  @Test
  void everyFlippedBitOfTheSignatureIsRefusedAsNotAuthentic() {
    assertThat(flips(GOOD.signature())).allMatch(flipped -> refused(GOOD.attest(), flipped));
  }

  @Test
  void everyTruncationIsRefusedAsNotAuthentic() {
    assertThat(IntStream.range(0, GOOD.attest().length()))
        .allMatch(length -> refused(GOOD.attest().slice(0, length), GOOD.signature()));
    assertThat(IntStream.range(0, GOOD.signature().length()))
        .allMatch(length -> refused(GOOD.attest(), GOOD.signature().slice(0, length)));
  }

  private static Stream<Bytes> flips(Bytes bytes) {
    return IntStream.range(0, 8 * bytes.length()).mapToObj(bit -> flipped(bytes, bit));
  }

  private static Bytes flipped(Bytes bytes, int bit) {
    byte[] copy = bytes.toArray();
    copy[bit / 8] ^= (byte) (1 << bit % 8);
    return Bytes.wrap(copy);
  }

  private static boolean refused(Bytes attest, Bytes signature) {
    return VerifiedQuote.verify(
                attest, signature, GOOD.values(), GOOD.key(), GOOD.extraData(), GOOD.selection())
            instanceof VerifiedQuote.Refused refused
        && !refused.authentic();
  }
}
