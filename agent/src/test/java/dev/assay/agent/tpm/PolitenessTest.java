package dev.assay.agent.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.assay.agent.testing.SoftwareTpm;
import dev.assay.agent.tpm.TpmException.Code;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Other programs need the TPM too, and it may go away and come back.
class PolitenessTest {

  private static final ByteString EXTRA_DATA = ByteString.copyFrom(new byte[32]);
  private static final ByteString RETRY = ByteString.fromHex("80010000000a00000922");
  private static final int CREATE_PRIMARY = 0x131;
  private static final int CONTEXT_LOAD = 0x161;

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

  @Test
  void nothingIsLeftAfterAHundredQuotes() throws Exception {
    for (int i = 0; i < 100; i++) {
      tpm.quote(key, EXTRA_DATA, Quotes.DEFAULT_SELECTION);
    }

    assertThat(Leftovers.in(software.tpmAddress())).isEmpty();
    assertThat(software.tool("tpm2_getcap", "handles-transient")).isBlank();
    assertThat(software.tool("tpm2_getcap", "handles-loaded-session")).isBlank();
  }

  @Test
  void nothingIsLeftWhereverACommandFails() throws Exception {
    tpm.quote(key, EXTRA_DATA, Quotes.DEFAULT_SELECTION);
    bus.attack(Bus.NOBODY);
    tpm.quote(key, EXTRA_DATA, Quotes.DEFAULT_SELECTION);
    int commands = bus.commandCodes().size();

    for (int failing = 0; failing < commands; failing++) {
      int number = failing;
      bus.attack(
          (n, _, response) -> {
            if (n == number && response.asReadOnlyByteBuffer().getInt(6) == 0) {
              flushWhatItMade(response);
              return ByteString.fromHex("80010000000a00000101");
            }
            return response;
          });
      Throwable failure =
          catchThrowable(() -> tpm.quote(key, EXTRA_DATA, Quotes.DEFAULT_SELECTION));
      bus.attack(Bus.NOBODY);

      // The first command takes the endorsement key's context back; without it the key is derived.
      assertThat(failure == null).describedAs("command %d", failing).isEqualTo(failing == 0);
      assertThat(Leftovers.in(software.tpmAddress())).describedAs("command %d", failing).isEmpty();
    }
  }

  /// The TPM that answers "failure" has made nothing: undo what the real one did.
  private void flushWhatItMade(ByteString response) throws TpmException {
    int handle = response.size() > 13 ? response.substring(10).asReadOnlyByteBuffer().getInt() : 0;
    int kind = handle >>> 24;
    if (kind == 0x80 || kind == 0x02 || kind == 0x03) {
      bus.sideCommand(new WireWriter().u16(0x8001).u32(14).u32(0x165).u32(handle).toBytes());
    }
  }

  @Test
  void atMostTwoObjectsAndTwoSessionsAreLoadedAtATime() throws Exception {
    // swtpm has three slots of each; one object and one session of another program leave two.
    software.tool("tpm2_createprimary", "-C", "o", "-c", "other.ctx");
    software.tool("tpm2_startauthsession", "-S", "session.ctx");

    Quote quote = tpm.quote(key, EXTRA_DATA, Quotes.DEFAULT_SELECTION);

    assertThat(Quotes.genuine(quote, key, EXTRA_DATA)).isTrue();
    assertThat(Leftovers.in(software.tpmAddress())).isNotEmpty();
  }

  @Test
  void fullTpmIsReportedAsBusy() {
    for (int i = 0; i < 3; i++) {
      software.tool("tpm2_createprimary", "-C", "o", "-G", "ecc", "-c", i + ".ctx");
    }

    TpmException e =
        catchThrowableOfType(
            TpmException.class, () -> tpm.quote(key, EXTRA_DATA, Quotes.DEFAULT_SELECTION));

    assertThat(e.code()).isEqualTo(Code.BUSY);
    assertThat(e).hasMessageContaining("/dev/tpmrm0");
  }

  @Test
  void endorsementKeyIsDerivedOncePerProcessAndBoot() throws Exception {
    tpm.quote(key, EXTRA_DATA, Quotes.DEFAULT_SELECTION);
    bus.clear();

    tpm.quote(key, EXTRA_DATA, Quotes.DEFAULT_SELECTION);

    assertThat(bus.commandCodes()).contains(CONTEXT_LOAD).doesNotContain(CREATE_PRIMARY);
  }

  @Test
  void restartOfTheTpmNeedsNoReopening() throws Exception {
    tpm.quote(key, EXTRA_DATA, Quotes.DEFAULT_SELECTION);
    software.restart();

    Quote quote = tpm.quote(key, EXTRA_DATA, Quotes.DEFAULT_SELECTION);

    assertThat(Quotes.genuine(quote, key, EXTRA_DATA)).isTrue();
    assertThat(Leftovers.in(software.tpmAddress())).isEmpty();
  }

  @Test
  void killedTpmIsReportedAndWorksAgainOnceItIsBack() throws Exception {
    software.kill();
    TpmException e = catchThrowableOfType(TpmException.class, () -> tpm.properties());
    assertThat(e.code()).isEqualTo(Code.UNREACHABLE);
    assertThat(e.passing()).isTrue();
    assertThat(e).hasMessageContaining(software.address());

    software.powerCut();

    tpm.quote(key, EXTRA_DATA, Quotes.DEFAULT_SELECTION);
  }

  @Test
  void tpmThatDiesDuringACommandIsReportedAsDropped() {
    bus.attack(
        (number, _, response) -> {
          if (number == 2) {
            software.kill();
          }
          return response;
        });

    TpmException e =
        catchThrowableOfType(
            TpmException.class, () -> tpm.quote(key, EXTRA_DATA, Quotes.DEFAULT_SELECTION));

    assertThat(e.code()).isEqualTo(Code.DROPPED);
    assertThat(e.passing()).isTrue();
  }

  @Test
  void commandIsSentAgainWhenTheTpmAsksForIt() throws Exception {
    bus.attack((number, _, response) -> number < 3 ? RETRY : response);

    assertThat(tpm.activeBanks()).hasSize(2);

    assertThat(bus.commandCodes()).hasSize(4).containsOnly(0x17A);
  }

  @Test
  void tpmThatAsksForItForeverIsReportedAsBusyAndNotPestered() throws Exception {
    bus.attack((_, _, _) -> RETRY);
    try (Transport patient = new PatientTransport(bus.open(), Duration.ofMillis(200))) {
      TpmConnection connection = new TpmConnection(patient);

      TpmException e =
          catchThrowableOfType(TpmException.class, () -> Capabilities.banks(connection));

      assertThat(e.code()).isEqualTo(Code.BUSY);
      assertThat(bus.commandCodes()).hasSizeBetween(3, 8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000908", "0000090a", "00000920", "00000922"})
  void everyCodeThatMeansNotYetIsRetried(String code) throws Exception {
    ByteString notYet = ByteString.fromHex("80010000000a" + code);
    bus.attack((number, _, response) -> number == 0 ? notYet : response);

    assertThat(tpm.properties().manufacturer()).isEqualTo("IBM");
  }

  @Test
  void closingMakesTheCallUnderWayFail() throws Exception {
    CountDownLatch underWay = new CountDownLatch(1);
    bus.attack(
        (_, _, _) -> {
          underWay.countDown();
          return RETRY;
        });
    CompletableFuture<TpmException> failure =
        CompletableFuture.supplyAsync(
            () -> catchThrowableOfType(TpmException.class, () -> tpm.activeBanks()));
    underWay.await();

    tpm.close();

    assertThat(failure.get(10, TimeUnit.SECONDS).code()).isEqualTo(Code.DROPPED);
    assertThat(catchThrowableOfType(TpmException.class, () -> tpm.activeBanks()).code())
        .isEqualTo(Code.DROPPED);
  }

  @Test
  void callsFromSeveralThreadsWaitForEachOther() {
    List<CompletableFuture<Boolean>> quotes =
        IntStream.range(0, 8)
            .mapToObj(
                _ ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          try {
                            return Quotes.genuine(
                                tpm.quote(key, EXTRA_DATA, Quotes.DEFAULT_SELECTION),
                                key,
                                EXTRA_DATA);
                          } catch (TpmException e) {
                            throw new IllegalStateException(e);
                          }
                        }))
            .toList();

    assertThat(quotes).allSatisfy(quote -> assertThat(quote.get(20, TimeUnit.SECONDS)).isTrue());
  }
}
