package dev.assay.appraisal.bench;

import dev.assay.appraisal.Appraisal;
import dev.assay.appraisal.Appraiser;
import dev.assay.appraisal.Evidence;
import dev.assay.appraisal.Expectation;
import dev.assay.appraisal.LogEvidence;
import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.SampleBoot;
import dev.assay.appraisal.testing.TestKeys;
import dev.assay.appraisal.testing.Verifier;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One quote over two banks, PCR 0 to 15, with a log of 100 events, judged by golden sets of both
/// layers.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AppraisalCost {
  static final int EVENTS = 100;

  /// The CPU time that one iteration took, garbage collection included: what else runs on the
  /// machine isn't in it. The system counts it in steps of 10 ms.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Cpu {
    /// How often the benchmark ran.
    public long operations;

    private long start;

    /// Begins an iteration.
    @Setup(Level.Iteration)
    public void start() {
      operations = 0;
      start = cpuNanos();
    }

    /// Nanoseconds of CPU time since the iteration began.
    public long nanos() {
      return cpuNanos() - start;
    }

    private static long cpuNanos() {
      return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }
  }

  private final Provider bouncyCastle = new BouncyCastleProvider();
  private final Appraiser appraiser = new Appraiser();
  private final Expectation expectation;
  private final Evidence evidence;
  private final Bytes log;
  private final byte[] allBytes;
  private final byte[] quoteBytes;
  private final byte[] message;
  private final byte[] signature;
  private final PublicKey key;

  /// Makes the machine and its evidence, and sees that it is trusted: else something else was
  /// measured.
  public AppraisalCost() {
    var machine =
        new Verifier().log(machine("01")).golden(Verifier.golden(machine("02"), machine("03")));
    log = machine("01").bytes();
    evidence = machine.evidence().with(machine.logEvidence());
    expectation = machine.expectation();
    message = evidence.attest().toArray();
    quoteBytes = Bytes.concat(evidence.attest(), evidence.signature()).toArray();
    allBytes = Bytes.concat(log, Bytes.wrap(quoteBytes)).toArray();
    try {
      KeyPair pair = TestKeys.ec("secp256r1");
      key =
          KeyFactory.getInstance("EC", bouncyCastle)
              .generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded()));
      var signer = Signature.getInstance("SHA256withECDSA");
      signer.initSign(pair.getPrivate());
      signer.update(message);
      signature = signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    if (appraiseKnown().verdict() != Verdict.TRUSTED
        || appraiseUnseen().verdict() != Verdict.TRUSTED) {
      throw new IllegalStateException("the sample isn't trusted: " + appraiseKnown());
    }
  }

  /// One ECDSA P-256 verification by Bouncy Castle with a decoded key: what no verifier can do
  /// without.
  @Benchmark
  public boolean bareCheck(Cpu cpu) throws GeneralSecurityException {
    cpu.operations++;
    var verifier = Signature.getInstance("SHA256withECDSA", bouncyCastle);
    verifier.initVerify(key);
    verifier.update(message);
    return verifier.verify(signature);
  }

  /// SHA-256 by the JDK over log, quote and signature: what comes after a boot.
  @Benchmark
  public byte[] sha256(Cpu cpu) throws GeneralSecurityException {
    cpu.operations++;
    return MessageDigest.getInstance("SHA-256").digest(allBytes);
  }

  /// SHA-256 by the JDK over quote and signature: what comes where the log is known.
  @Benchmark
  public byte[] sha256OfQuote(Cpu cpu) throws GeneralSecurityException {
    cpu.operations++;
    return MessageDigest.getInstance("SHA-256").digest(quoteBytes);
  }

  /// Parsing the log, and the hash that it is known by.
  @Benchmark
  public EventLog parse(Cpu cpu) throws MalformedInput {
    cpu.operations++;
    return EventLog.parse(log);
  }

  /// The bytes of the log.
  int logSize() {
    return log.length();
  }

  /// A machine in steady state: its log was parsed and compared before.
  @Benchmark
  public Appraisal knownLog(Cpu cpu) {
    cpu.operations++;
    return appraiseKnown();
  }

  private Appraisal appraiseKnown() {
    return appraiser.appraise(evidence, expectation);
  }

  /// A machine after a boot: its log is parsed, replayed and compared now.
  @Benchmark
  public Appraisal unseenLog(Cpu cpu) {
    cpu.operations++;
    return appraiseUnseen();
  }

  private Appraisal appraiseUnseen() {
    var fresh =
        new Evidence(
            evidence.attest(),
            evidence.signature(),
            evidence.claimedValues(),
            new LogEvidence.Present(PreparedLog.of(log)));
    return new Appraiser().appraise(fresh, expectation);
  }

  /// [SampleBoot] with as many more events as make 100, each as firmware and GRUB write them:
  /// option ROMs, tables, boot options, and the boot loader's commands.
  private static LogBuilder machine(String suffix) {
    var machine = SampleBoot.of(suffix);
    int more = EVENTS - machine.log().events().size();
    for (int i = 0; i < more; i++) {
      var measured = EventData.ascii("measured object number " + i);
      switch (i % 4) {
        case 0 -> machine.event(8, EventType.IPL, measured, grubCommand(measured));
        case 1 -> insert(machine, 2, EventType.EFI_BOOT_SERVICES_DRIVER, measured, optionRom(i));
        case 2 -> insert(machine, 1, EventType.EFI_HANDOFF_TABLES2, measured, tables(i));
        default -> insert(machine, 1, EventType.EFI_VARIABLE_BOOT2, bootOption(i), bootOption(i));
      }
    }
    return machine;
  }

  private static void insert(
      LogBuilder machine, int pcr, EventType type, Bytes measured, Bytes data) {
    machine.insert(SampleBoot.CALL, pcr, type, measured, data);
  }

  private static Bytes grubCommand(Bytes measured) {
    return Bytes.concat(EventData.ascii("grub_cmd: "), measured);
  }

  private static Bytes optionRom(int number) {
    return EventData.imageLoad("\\ROM" + number);
  }

  private static Bytes bootOption(int number) {
    return SampleBoot.diskOption("Boot%04X".formatted(number), "\\EFI\\BOOT\\" + number + ".EFI");
  }

  /// UEFI_HANDOFF_TABLE_POINTERS2 of one table.
  private static Bytes tables(int number) {
    String description = "SMBIOS " + number;
    return ByteWriter.littleEndian()
        .u8(description.length())
        .bytes(EventData.ascii(description))
        .u64(1)
        .bytes(EventData.GLOBAL)
        .u64(0x1000)
        .toBytes();
  }
}
