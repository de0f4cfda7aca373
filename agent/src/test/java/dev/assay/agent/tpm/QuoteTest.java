package dev.assay.agent.tpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import dev.assay.agent.testing.SoftwareTpm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QuoteTest {

  private static final ByteString EXTRA_DATA =
      HashAlgorithm.SHA256.hash(ByteString.copyFromUtf8("a nonce and a channel"));
  private static final int PCR_READ = 0x17E;
  private static final int QUOTE = 0x158;

  private static SoftwareTpm software;
  private static Bus bus;
  private static Tpm tpm;
  private static AttestationKey key;

  @BeforeAll
  static void start() throws TpmException {
    software = SoftwareTpm.fresh().start();
    bus = new Bus(software.tpmAddress());
    tpm = new Tpm(bus);
    key = tpm.createAttestationKey(tpm.endorsementKey(EkChoice.ECC), AkScheme.ECDSA_P256);
  }

  @AfterAll
  static void stop() {
    software.close();
  }

  static Stream<Arguments> everyKindOfKey() {
    return Stream.of(EkChoice.RSA, EkChoice.ECC, EkChoice.ECC384)
        .flatMap(
            choice -> Stream.of(AkScheme.values()).map(scheme -> Arguments.of(choice, scheme)));
  }

  @ParameterizedTest
  @MethodSource("everyKindOfKey")
  void isAcceptedByTpm2Checkquote(EkChoice choice, AkScheme scheme) throws Exception {
    AttestationKey ak = tpm.createAttestationKey(tpm.endorsementKey(choice), scheme);

    Quote quote = tpm.quote(ak, EXTRA_DATA, Quotes.DEFAULT_SELECTION);

    Path pem = software.folder().resolve("ak.pem");
    String base64 =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(ak.publicKey().getEncoded());
    Files.writeString(
        pem, "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
    Path attest = Files.write(software.folder().resolve("msg"), quote.attest().toByteArray());
    Path signature = Files.write(software.folder().resolve("sig"), quote.signature().toByteArray());
    software.tool(
        "tpm2_checkquote",
        "-u",
        pem.toString(),
        "-m",
        attest.toString(),
        "-s",
        signature.toString(),
        "-g",
        "sha256",
        "-q",
        HexFormat.of().formatHex(EXTRA_DATA.toByteArray()));
    assertThat(Quotes.genuine(quote, ak, EXTRA_DATA)).isTrue();
  }

  @Test
  void valuesAreThoseThatTpm2ToolsRead() throws Exception {
    software.tool("tpm2_pcrextend", "3:sha256=" + "ab".repeat(32) + ",sha1=" + "cd".repeat(20));

    Quote quote = tpm.quote(key, EXTRA_DATA, Quotes.DEFAULT_SELECTION);

    Path file = software.folder().resolve("pcrs");
    String indices = "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15";
    software.tool("tpm2_pcrread", "sha1:" + indices, "-o", file.toString());
    assertThat(quote.values().get(0).values())
        .isEqualTo(ByteString.copyFrom(Files.readAllBytes(file)));
    software.tool("tpm2_pcrread", "sha256:" + indices, "-o", file.toString());
    assertThat(quote.values().get(1).values())
        .isEqualTo(ByteString.copyFrom(Files.readAllBytes(file)));
  }

  @Test
  void coversTheSelectionInTheOrderAskedFor() throws Exception {
    List<PcrBank> selection =
        List.of(new PcrBank(Quotes.SHA256, 0x000A05), new PcrBank(Quotes.SHA1, 0x800001));

    Quote quote = tpm.quote(key, EXTRA_DATA, selection);

    assertThat(QuotedPcrs.parse(quote.attest()).selection()).isEqualTo(selection);
    assertThat(quote.values().get(0).values().size()).isEqualTo(4 * 32);
    assertThat(quote.values().get(1).values().size()).isEqualTo(2 * 20);
    assertThat(Quotes.genuine(quote, key, EXTRA_DATA)).isTrue();
  }

  @Test
  void allFourBanksCanBeQuoted() throws Exception {
    try (SoftwareTpm four =
        SoftwareTpm.fresh().banks("sha1", "sha256", "sha384", "sha512").start()) {
      Tpm fourBanks = Tpm.open(four.tpmAddress());
      List<PcrBank> selection =
          fourBanks.activeBanks().stream()
              .map(bank -> new PcrBank(bank.algorithm(), 0xFFFF))
              .toList();
      AttestationKey ak =
          fourBanks.createAttestationKey(
              fourBanks.endorsementKey(EkChoice.AUTO), AkScheme.ECDSA_P256);

      Quote quote = fourBanks.quote(ak, EXTRA_DATA, selection);

      assertThat(selection).hasSize(4);
      assertThat(Quotes.genuine(quote, ak, EXTRA_DATA)).isTrue();
    }
  }

  @Test
  void bankThatTheTpmDoesNotHaveIsRefusedWithAReason() {
    TpmException e =
        catchThrowableOfType(
            TpmException.class,
            () -> tpm.quote(key, EXTRA_DATA, List.of(new PcrBank(0x000C, 0xFFFF))));

    assertThat(e.code()).isEqualTo(TpmException.Code.UNSUPPORTED);
    assertThat(e).hasMessageContaining("0x000C 00FFFF");
  }

  @Test
  void valuesThatStillHoldAreNotReadAgain() throws Exception {
    tpm.quote(key, EXTRA_DATA, Quotes.DEFAULT_SELECTION);
    bus.clear();

    Quote quote = tpm.quote(key, EXTRA_DATA, Quotes.DEFAULT_SELECTION);

    assertThat(bus.commandCodes()).doesNotContain(PCR_READ);
    assertThat(Quotes.genuine(quote, key, EXTRA_DATA)).isTrue();
  }

  @Test
  void valuesThatChangedSinceAreReadAgain() throws Exception {
    Quote before = tpm.quote(key, EXTRA_DATA, Quotes.DEFAULT_SELECTION);
    software.tool("tpm2_pcrextend", "9:sha256=" + "77".repeat(32));

    Quote after = tpm.quote(key, EXTRA_DATA, Quotes.DEFAULT_SELECTION);

    assertThat(after.values().get(0)).isEqualTo(before.values().get(0));
    assertThat(after.values().get(1)).isNotEqualTo(before.values().get(1));
    assertThat(Quotes.genuine(after, key, EXTRA_DATA)).isTrue();
  }

  @Test
  void pcrExtendedBetweenReadingAndQuotingIsReadAgain() throws Exception {
    List<PcrBank> selection = List.of(new PcrBank(Quotes.SHA256, 0x00FFFE));
    bus.attack(new Extender(1));

    Quote quote = tpm.quote(key, EXTRA_DATA, selection);

    bus.attack(Bus.NOBODY);
    assertThat(Quotes.genuine(quote, key, EXTRA_DATA)).isTrue();
  }

  @Test
  void pcrsThatNeverRestEndInAReasonNotInALoop() {
    List<PcrBank> selection = List.of(new PcrBank(Quotes.SHA256, 0x00FFFC));
    bus.attack(new Extender(Integer.MAX_VALUE));

    TpmException e =
        catchThrowableOfType(TpmException.class, () -> tpm.quote(key, EXTRA_DATA, selection));

    long quotes = bus.commandCodes().stream().filter(code -> code == QUOTE).count();
    bus.attack(Bus.NOBODY);
    assertThat(e.code()).isEqualTo(TpmException.Code.UNSETTLED);
    assertThat(quotes).isEqualTo(10);
    assertThat(Leftovers.in(software.tpmAddress())).isEmpty();
  }

  /// A program that extends PCR 15 after each reading of PCRs and after each quote.
  private static final class Extender implements Bus.Attacker {

    private int left;

    Extender(int times) {
      this.left = times;
    }

    @Override
    public ByteString response(int number, ByteString command, ByteString response)
        throws TpmException {
      int code = Bus.code(command);
      if ((code == PCR_READ || code == QUOTE) && left-- > 0) {
        extend();
      }
      return response;
    }

    private static void extend() throws TpmException {
      bus.sideCommand(
          new WireWriter()
              .u16(0x8002)
              .u32(65)
              .u32(0x182)
              .u32(15)
              .u32(9)
              .bytes(ByteString.fromHex("400000090000000000"))
              .u32(1)
              .u16(Quotes.SHA256)
              .bytes(ByteString.copyFrom(new byte[32]))
              .toBytes());
    }
  }
}
