package dev.assay.appraisal.bench;

import dev.assay.appraisal.Appraisal;
import dev.assay.appraisal.Appraiser;
import dev.assay.appraisal.Evidence;
import dev.assay.appraisal.Expectation;
import dev.assay.appraisal.LogEvidence;
import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.TestKeys;
import dev.assay.appraisal.testing.Verifier;
import dev.assay.appraisal.tpm.HashAlgorithm;
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

  private static final int REVOCATIONS = 183;
  private static final Bytes OWNER = Bytes.fromHex("0c".repeat(16));

  /// Where the captured boot has its revocations, and where its GRUB reads the menu.
  private static final int DBX = 8;

  private static final int MENU = 42;

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
    var machine = new Verifier().log(machine()).golden(Verifier.golden(machine(), machine()));
    log = machine().bytes();
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

  /// The captured boot of a machine with Secure Boot, shim and GRUB; as many revocations as
  /// firmware of the year 2020 brings, and as many more commands of GRUB as make 100 events, for a
  /// distribution's own menu is longer than the captured one. Other projects' recorded logs of
  /// about 100 events in two banks have 15 to 49 KB, half of them less than 32.
  private static LogBuilder machine() {
    var machine = LogBuilder.copyOf(Captures.log("clean-B"));
    machine.measureInstead(DBX, EventData.variable(EventData.IMAGE_SECURITY, "dbx", revocations()));
    for (int n = machine.log().events().size(); n < EVENTS; n++) {
      var command = EventData.ascii("menuentry Debian, with Linux number %d".formatted(n));
      var data = Bytes.concat(EventData.ascii("grub_cmd: "), command, EventData.ascii("\0"));
      machine.insert(MENU, 8, EventType.IPL, command, data);
    }
    return machine;
  }

  private static Bytes revocations() {
    var entries = new Bytes[REVOCATIONS];
    for (int n = 0; n < entries.length; n++) {
      entries[n] =
          Bytes.concat(OWNER, HashAlgorithm.SHA256.hash(EventData.ascii("image " + n)).value());
    }
    return EventData.signatureList(EventData.SHA256, entries);
  }
}
