package dev.assay.appraisal.tpm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.testing.Captures;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whatever bytes come, a parser either reads them or says that they are malformed.
class ParserFuzzTest {
  private static final int ROUNDS = 20_000;

  private interface Parser {
    Object parse(Bytes bytes) throws MalformedInput;
  }

  private static void fuzz(Parser parser, Function<SplittableRandom, Bytes> input) {
    SplittableRandom random = new SplittableRandom(20261122);
    int malformed = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Bytes bytes = input.apply(random);
      try {
        parser.parse(bytes);
      } catch (MalformedInput e) {
        assertThat(e.offset()).isBetween(0L, (long) bytes.length());
        malformed++;
      } catch (RuntimeException | Error e) {
        throw new AssertionError("round " + round + ": " + bytes.toHex(), e);
      }
    }
    assertThat(malformed).isPositive();
  }

  private static Bytes random(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }

  private static Function<SplittableRandom, Bytes> mutated(String... files) {
    List<Bytes> seeds = Stream.of(files).map(file -> Captures.bytes("clean-A1", file)).toList();
    return random -> mutate(seeds.get(random.nextInt(seeds.size())).toArray(), random);
  }

  // One to three bytes altered; then cut short, prolonged or left.
  private static Bytes mutate(byte[] seed, SplittableRandom random) {
    for (int i = random.nextInt(3); i >= 0; i--) {
      seed[random.nextInt(seed.length)] = (byte) random.nextInt();
    }
    Bytes altered = Bytes.wrap(seed);
    return switch (random.nextInt(4)) {
      case 0 -> altered.slice(0, random.nextInt(seed.length));
      case 1 -> Bytes.concat(altered, random(random));
      default -> altered;
    };
  }

  @Test
  void randomBytesAreMalformedQuotes() {
    fuzz(QuoteStatement::parse, ParserFuzzTest::random);
  }

  @Test
  void mutatedQuotesAreReadOrMalformed() {
    fuzz(QuoteStatement::parse, mutated("quote/quote.msg", "quote/fw.msg"));
  }

  @Test
  void randomBytesAreMalformedSignatures() {
    fuzz(TpmSignature::parse, ParserFuzzTest::random);
  }

  @Test
  void mutatedSignaturesAreReadOrMalformed() {
    fuzz(TpmSignature::parse, mutated("quote/quote.sig", "quote/fw.sig"));
  }

  @Test
  void randomBytesAreMalformedPublicAreas() {
    fuzz(TpmPublic::parse, ParserFuzzTest::random);
  }

  @Test
  void mutatedPublicAreasAreReadOrMalformed() {
    fuzz(TpmPublic::parseSized, mutated("quote/ak.pub", "quote/ek.pub"));
  }
}
