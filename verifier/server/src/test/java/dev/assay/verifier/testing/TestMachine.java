package dev.assay.verifier.testing;

import dev.assay.appraisal.ChannelBinding;
import dev.assay.appraisal.QuoteBinding;
import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.testing.PublicAreas;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.appraisal.tpm.TpmPublic;
import dev.assay.verifier.service.ClaimedEvidence;
import dev.assay.verifier.service.ClaimedEvidence.BankValues;
import dev.assay.verifier.service.ClaimedEvidence.ClaimedLog;
import dev.assay.verifier.service.EnrollmentRequest;
import dev.assay.verifier.service.Hello;
import dev.assay.verifier.service.HostFact;
import dev.assay.verifier.service.HostFacts;
import dev.assay.verifier.service.IssuedChallenge;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.OpenedEnrollment;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A machine whose TPM is these few lines: it holds the PCRs that a captured boot's log explains,
/// and quotes them with a key in memory. What no TPM would state can so be signed as well.
public final class TestMachine {
  public static final ChannelBinding CHANNEL =
      new ChannelBinding.TlsExporter(HashAlgorithm.SHA256.hash(Bytes.fromHex("c0")).value());
  public static final String BOOT_ID = "6f1d2f4e-8f0b-4d2a-9f64-2f3f5f9e6a10";

  private final SoftwareEk ek;
  private final Map<HostFact, String> host = new EnumMap<>(HostFact.class);
  private KeyPair ak = newAk();
  private Bytes log;
  private PcrValues pcrs;
  private String bootId = BOOT_ID;
  private int resets = 7;
  private boolean safe = true;
  private long clockMillis;
  private long tpmFirmware = 0x2019_1023_0016_3636L;

  private TestMachine(SoftwareEk ek, String name, Bytes log) {
    this.ek = ek;
    // No two TPMs were powered for equally long.
    this.clockMillis = 60_000 + 10_000L * (ek.publicArea().hashCode() & 0xFFFF_FFFFL);
    host.put(HostFact.HOST_NAME, name);
    host.put(HostFact.SYSTEM_VENDOR, "TestVendor");
    host.put(HostFact.PRODUCT_NAME, "X11-TEST");
    host.put(HostFact.BOARD_SERIAL, "BSN-" + name);
    host.put(HostFact.CHASSIS_SERIAL, "CSN-" + name);
    this.log = log;
    this.pcrs = explained(log);
  }

  /// A machine that booted as the capture did. Name and capture make out the TPM.
  public static TestMachine booted(String name, String capture) {
    return new TestMachine(SoftwareEk.of(name + " as " + capture), name, CapturedFile.log(capture));
  }

  /// One that was enrolled before and can't enroll again; [StoredFleet] knows it. Many of them are
  /// quickly made.
  public static TestMachine enrolledBefore(String name, String capture) {
    return new TestMachine(SoftwareEk.closed(name), name, CapturedFile.log(capture));
  }

  /// A machine whose boot left this log.
  public static TestMachine booted(String name, Bytes log) {
    return new TestMachine(SoftwareEk.of(name + " of its own"), name, log);
  }

  /// Boots again, as another capture did.
  public TestMachine reboot(String capture) {
    return reboot(CapturedFile.log(capture));
  }

  /// Boots again, and leaves this log.
  public TestMachine reboot(Bytes otherLog) {
    log = otherLog;
    pcrs = explained(log);
    return this;
  }

  /// The TPM is reset, and the host runs on.
  public TestMachine resetTpm() {
    resets++;
    return this;
  }

  /// The host boots again, and resets its TPM.
  public TestMachine bootAgain() {
    bootId = UUID.randomUUID().toString();
    return resetTpm();
  }

  /// Power goes and comes back: the host boots again, and the TPM's clock lost the seconds that it
  /// had not saved and says so (TPM 2.0 Part 1, "Clock": Safe).
  public TestMachine losePower() {
    safe = false;
    clockMillis -= 3_000;
    return bootAgain();
  }

  /// The TPM's maker sent another firmware.
  public TestMachine updateTpm() {
    tpmFirmware++;
    return this;
  }

  public TestMachine report(HostFact fact, String text) {
    host.put(fact, text);
    return this;
  }

  /// Makes a new AK, as an agent does that was installed anew.
  public TestMachine renewAk() {
    ak = newAk();
    return this;
  }

  /// The same TPM with its EK, as another agent would use it.
  public TestMachine borrowAk(TestMachine other) {
    ak = other.ak;
    return this;
  }

  /// The same TPM on the same board in the same boot, under an EK of its own.
  public TestMachine underAnotherEk() {
    var twin = new TestMachine(SoftwareEk.of("the other EK of " + id()), "twin", log);
    twin.host.putAll(host);
    twin.clockMillis = clockMillis;
    return twin;
  }

  /// The same TPM, whose EK it describes by another public area.
  public EnrollmentRequest disguised(Bytes akPublic) {
    return new EnrollmentRequest(ek.disguisedArea(), Optional.empty(), List.of(), akPublic, host());
  }

  /// Time passes for the TPM.
  public TestMachine tick(Duration time) {
    clockMillis += time.toMillis();
    return this;
  }

  Bytes ekPublic() {
    return ek.publicArea();
  }

  public MachineId id() {
    return MachineId.of(ek.parsed());
  }

  public Bytes akPublic() {
    return PublicAreas.ak(PublicAreas.ECDSA).of((ECPublicKey) ak.getPublic());
  }

  public TpmPublic parsedAk() {
    return PublicAreas.parse(akPublic());
  }

  public HostFacts host() {
    return new HostFacts(host);
  }

  public Bytes log() {
    return log;
  }

  public EnrollmentRequest enrollment() {
    return new EnrollmentRequest(ek.publicArea(), Optional.empty(), List.of(), akPublic(), host());
  }

  /// What the TPM releases.
  public Bytes answer(OpenedEnrollment opened) {
    return ek.open(opened.credentialBlob(), opened.encryptedSecret(), parsedAk().name());
  }

  public Hello hello() {
    return new Hello(
        id().value(),
        parsedAk().name().value(),
        bootId,
        List.of(HashAlgorithm.SHA256.id()),
        host(),
        60_000);
  }

  public ClaimedLog namedLog() {
    return new ClaimedLog.Named(HashAlgorithm.SHA256.hash(log).value());
  }

  /// An honest answer that names the log.
  public ClaimedEvidence answer(IssuedChallenge challenge) {
    return answer(challenge, CHANNEL, namedLog());
  }

  /// An honest answer over a channel.
  public ClaimedEvidence answer(
      IssuedChallenge challenge, ChannelBinding channel, ClaimedLog claim) {
    var attest = attest(challenge.selection(), QuoteBinding.extraData(challenge.nonce(), channel));
    return new ClaimedEvidence(
        attest,
        sign(attest),
        values(challenge.selection()),
        claim,
        Optional.empty(),
        61_000,
        Optional.empty());
  }

  private Bytes attest(PcrSelection selection, Bytes extraData) {
    var digest = HashAlgorithm.SHA256.hash(pcrs.concatenated(selection)).value();
    return ByteWriter.bigEndian()
        .u32(0xFF544347L)
        .u16(0x8018)
        .u16(34)
        .bytes(parsedAk().name().value())
        .u16(extraData.length())
        .bytes(extraData)
        .u64(clockMillis)
        .u32(resets)
        .u32(0)
        .u8(safe ? 1 : 0)
        .u64(tpmFirmware)
        .bytes(selection.write())
        .u16(digest.length())
        .bytes(digest)
        .toBytes();
  }

  private Bytes sign(Bytes message) {
    try {
      var signer = Signature.getInstance("SHA256withECDSAinP1363Format");
      signer.initSign(ak.getPrivate());
      signer.update(message.toArray());
      var rs = Bytes.wrap(signer.sign());
      return ByteWriter.bigEndian()
          .u16(PublicAreas.ECDSA)
          .u16(PublicAreas.SHA256)
          .u16(32)
          .bytes(rs.slice(0, 32))
          .u16(32)
          .bytes(rs.slice(32, 64))
          .toBytes();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private List<BankValues> values(PcrSelection selection) {
    return selection.banks().stream()
        .map(
            bank ->
                new BankValues(
                    bank.algorithm().id(),
                    bank.mask(),
                    pcrs.concatenated(new PcrSelection(List.of(bank)))))
        .toList();
  }

  /// The same answer, naming an inventory.
  public static ClaimedEvidence naming(ClaimedEvidence answer, Bytes inventorySha256) {
    return new ClaimedEvidence(
        answer.attest(),
        answer.signature(),
        answer.values(),
        answer.log(),
        answer.bootId(),
        answer.uptimeMillis(),
        Optional.of(inventorySha256));
  }

  private static PcrValues explained(Bytes log) {
    return switch (PreparedLog.of(log)) {
      case PreparedLog.Readable(var replay) -> replay.values();
      case PreparedLog.Unreadable(_, var reason, _) -> throw new AssertionError(reason);
    };
  }

  private static KeyPair newAk() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
