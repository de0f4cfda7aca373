package dev.assay.agent.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.assay.agent.testing.SoftwareTpm;
import dev.assay.agent.tpm.TpmException.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Somebody sits on the wire between the processor and the TPM.
class BusTest {

  private static final ByteString EXTRA_DATA =
      HashAlgorithm.SHA256.hash(ByteString.copyFromUtf8("what the verifier asked for"));
  private static final List<PcrBank> SELECTION = List.of(new PcrBank(Quotes.SHA256, 0xFFFF));
  private static final int QUOTE = 0x158;
  private static final int LOAD = 0x157;
  private static final int HEADER = 10;

  private SoftwareTpm software;
  private Bus bus;
  private Tpm tpm;
  private AttestationKey key;

  @BeforeEach
  void start() throws TpmException {
    software = SoftwareTpm.fresh().withoutCertificate().start();
    bus = new Bus(software.tpmAddress());
    tpm = new Tpm(bus);
    key = tpm.createAttestationKey(tpm.endorsementKey(EkChoice.ECC), AkScheme.ECDSA_P256);
  }

  @AfterEach
  void stop() {
    software.close();
  }

  /// A bit that was flipped, and what came of it.
  private record Flip(int command, int at, Optional<TpmException> noticed) {

    boolean of(int code, int from, int to) {
      return command == code && at >= from && at < to;
    }

    Optional<Code> code() {
      return noticed.map(TpmException::code);
    }
  }

  @Test
  void oneFlippedBitInAnyResponseIsNoticedOrHarmless() throws Exception {
    List<ByteString> responses = undisturbed();
    List<Flip> flips = new ArrayList<>();
    for (int number = 0; number < responses.size(); number++) {
      for (int at = 0; at < responses.get(number).size(); at++) {
        flips.add(flip(number, at, flips.size()));
      }
    }

    assertThat(flips).hasSizeGreaterThan(800);
    assertThat(flips)
        .filteredOn(flip -> flip.of(QUOTE, 0, Integer.MAX_VALUE))
        .allSatisfy(flip -> assertThat(flip.noticed()).describedAs("%s", flip).isPresent());
    // What the session's HMAC covers: the quote and its signature, and the Name of the loaded key.
    assertThat(flips)
        .filteredOn(flip -> flip.of(QUOTE, 16, 200) || flip.of(LOAD, 20, 54))
        .allSatisfy(
            flip -> assertThat(flip.code()).describedAs("%s", flip).hasValue(Code.INTEGRITY));
  }

  private List<ByteString> undisturbed() throws TpmException {
    tpm.quote(key, EXTRA_DATA, SELECTION);
    bus.attack(Bus.NOBODY);
    tpm.quote(key, EXTRA_DATA, selection(0));
    return bus.responses();
  }

  /// Never the same twice in a row, so that values are read each time.
  private static List<PcrBank> selection(int round) {
    return List.of(new PcrBank(Quotes.SHA256, 0xFFFF & ~(1 << (round % 15))));
  }

  private Flip flip(int number, int at, int round) throws TpmException {
    AtomicInteger flipped = new AtomicInteger();
    bus.attack(
        (n, command, response) -> {
          if (n != number || at >= response.size()) {
            return response;
          }
          flipped.set(Bus.code(command));
          byte[] bytes = response.toByteArray();
          bytes[at] ^= (byte) (1 << (at % 8));
          return ByteString.copyFrom(bytes);
        });
    Optional<TpmException> noticed = quoteOrReason(number, at, selection(round + 1));
    bus.attack(Bus.NOBODY);
    // A flipped handle names nothing that could be removed.
    Leftovers.flush(software.tpmAddress());
    if (number == 0) {
      // The endorsement key's saved context may have been given up: back to where each round
      // begins.
      tpm.quote(key, EXTRA_DATA, selection(round + 1));
    }
    return new Flip(flipped.get(), at, noticed);
  }

  private Optional<TpmException> quoteOrReason(int number, int at, List<PcrBank> selection) {
    try {
      Quote quote = tpm.quote(key, EXTRA_DATA, selection);
      assertThat(Quotes.genuine(quote, key, EXTRA_DATA))
          .describedAs("response %d, byte %d", number, at)
          .isTrue();
      return Optional.empty();
    } catch (TpmException e) {
      return Optional.of(e);
    }
  }

  @Test
  void alteredCommandIsRefusedAndSaysSo() throws Exception {
    Tpm altered = new Tpm(() -> new AlteringTransport(Transport.to(software.tpmAddress()).open()));

    TpmException e =
        catchThrowableOfType(TpmException.class, () -> altered.quote(key, EXTRA_DATA, SELECTION));

    assertThat(e.code()).isEqualTo(Code.INTEGRITY);
    assertThat(e).hasMessageContaining("TPM bus integrity");
    assertThat(Leftovers.in(software.tpmAddress())).isEmpty();
  }

  /// Takes PCR 0 out of what a quote is to cover.
  private record AlteringTransport(Transport transport) implements Transport {

    @Override
    public ByteString transmit(ByteString command) throws TpmException {
      if (Bus.code(command) != QUOTE) {
        return transport.transmit(command);
      }
      byte[] bytes = command.toByteArray();
      bytes[bytes.length - 3] &= (byte) 0xFE;
      return transport.transmit(ByteString.copyFrom(bytes));
    }

    @Override
    public void close() {
      transport.close();
    }
  }

  @Test
  void nonceAndQuoteAreNotToBeSeen() throws Exception {
    bus.clear();

    Quote quote = new Tpm(bus).quote(key, EXTRA_DATA, SELECTION);

    assertThat(bus.saw(EXTRA_DATA)).isFalse();
    assertThat(bus.saw(quote.attest())).isFalse();
  }

  @Test
  void responseFromAnotherTimeIsNoticed() throws Exception {
    bus.attack(Bus.NOBODY);
    new Tpm(bus).quote(key, EXTRA_DATA, SELECTION);
    int number = bus.commandCodes().indexOf(QUOTE);
    ByteString old = bus.responses().get(number);
    bus.attack((_, command, response) -> Bus.code(command) == QUOTE ? old : response);

    TpmException e =
        catchThrowableOfType(
            TpmException.class, () -> new Tpm(bus).quote(key, EXTRA_DATA, SELECTION));

    assertThat(e.code()).isEqualTo(Code.INTEGRITY);
  }

  @Test
  void tpmThatDoesNotHoldTheEnrolledKeyCanNotPlayIt() throws Exception {
    try (SoftwareTpm other = SoftwareTpm.fresh().withoutCertificate().start()) {
      // Somebody redirects the wire to another TPM once the right one has shown its key.
      AttestationKey own = key;
      Bus redirected = new Bus(other.tpmAddress());
      ByteString public_ = new WireWriter().sized(own.endorsementKeyPublic()).toBytes();
      redirected.attack(
          (_, command, response) ->
              Bus.code(command) == 0x131 ? withPublic(response, public_) : response);

      TpmException e =
          catchThrowableOfType(
              TpmException.class, () -> new Tpm(redirected).quote(own, EXTRA_DATA, SELECTION));

      assertThat(e.code()).isIn(Code.REFUSED, Code.INTEGRITY, Code.OTHER_TPM);
    }
  }

  /// The response to TPM2_CreatePrimary with another public area of the same size.
  private static ByteString withPublic(ByteString response, ByteString area) {
    int at = HEADER + 4 + 4;
    return response.substring(0, at).concat(area).concat(response.substring(at + area.size()));
  }
}
