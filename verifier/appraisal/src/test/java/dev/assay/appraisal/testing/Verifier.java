package dev.assay.appraisal.testing;

import dev.assay.appraisal.Appraisal;
import dev.assay.appraisal.Appraiser;
import dev.assay.appraisal.Evidence;
import dev.assay.appraisal.Expectation;
import dev.assay.appraisal.GoldenSets;
import dev.assay.appraisal.LogEvidence;
import dev.assay.appraisal.OsLayerPolicy;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.eventlog.PreparedLog;
import dev.assay.appraisal.eventlog.Replay;
import dev.assay.appraisal.golden.GoldenDraft;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.Sibling;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// A verifier with one machine, which is sound until a test changes one thing: its log, its quote
/// or what is expected of it.
public final class Verifier {
  /// What the verifier asked for.
  public static final Bytes EXTRA_DATA = HashAlgorithm.SHA256.hash(Bytes.EMPTY).value();

  /// Both banks of [SampleBoot].
  public static final PcrSelection SELECTION =
      PcrSelection.of(List.of(HashAlgorithm.SHA1, HashAlgorithm.SHA256), PcrSelection.DEFAULT_MASK);

  private final Appraiser appraiser = new Appraiser();
  private LogBuilder log = SampleBoot.of("01");
  private PcrSelection selection = SELECTION;
  private PcrSelection requested = SELECTION;
  private GoldenSets golden = golden(SampleBoot.of("02"), SampleBoot.of("03"));
  private OsLayerPolicy osLayer = OsLayerPolicy.ENFORCE;
  private UnaryOperator<PcrValues> held = UnaryOperator.identity();
  private Optional<String> lastFirmware = Optional.empty();

  /// Sets of both layers, drafted from these machines.
  public static GoldenSets.Active golden(LogBuilder... machines) {
    return new GoldenSets.Active(
        List.of(set("firmware", Layer.FIRMWARE, machines)), List.of(set("os", Layer.OS, machines)));
  }

  /// The same sets, which excuse nothing.
  public static GoldenSets.Active withoutQuirks(GoldenSets.Active sets) {
    return new GoldenSets.Active(
        sets.firmware().stream().map(Verifier::withoutQuirks).toList(),
        sets.os().stream().map(Verifier::withoutQuirks).toList());
  }

  private static GoldenSet withoutQuirks(GoldenSet set) {
    return new GoldenSet(
        set.id(),
        set.subject(),
        set.layer(),
        set.firmwareVersion(),
        set.events(),
        set.finalValues(),
        List.of(),
        set.secureBoot(),
        set.provenance());
  }

  /// One set, drafted from these machines with every difference accepted.
  public static GoldenSet set(String id, Layer layer, LogBuilder... machines) {
    List<Sibling> siblings =
        IntStream.range(0, machines.length)
            .mapToObj(i -> machines[i].sibling("machine " + i))
            .toList();
    return GoldenDraft.ofSiblings("model", siblings).toGoldenSetAcceptingDifferences(id, layer);
  }

  public Verifier log(LogBuilder machine) {
    log = machine;
    return this;
  }

  /// What the quote covers and what was asked for.
  public Verifier selection(PcrSelection both) {
    selection = both;
    requested = both;
    return this;
  }

  public Verifier requested(PcrSelection asked) {
    requested = asked;
    return this;
  }

  public Verifier golden(GoldenSets sets) {
    golden = sets;
    return this;
  }

  /// The firmware set that the machine's last good boot matched.
  public Verifier lastFirmware(String set) {
    lastFirmware = Optional.of(set);
    return this;
  }

  public Verifier osLayer(OsLayerPolicy policy) {
    osLayer = policy;
    return this;
  }

  /// Changes what the TPM holds, away from what the log explains.
  public Verifier held(UnaryOperator<PcrValues> change) {
    held = change;
    return this;
  }

  /// What the TPM holds.
  public PcrValues values() {
    EventLog parsed = log.log();
    return held.apply(Replay.of(parsed).values());
  }

  public LogEvidence logEvidence() {
    return new LogEvidence.Present(PreparedLog.of(log.bytes()));
  }

  /// The machine's evidence but for the log, as it stands.
  public EvidenceBuilder evidence() {
    return EvidenceBuilder.of(selection, values(), EXTRA_DATA);
  }

  public Expectation expectation() {
    return new Expectation(
        TestKeys.boundEc(), EXTRA_DATA, requested, golden, osLayer, Optional.empty(), lastFirmware);
  }

  /// Appraises the machine.
  public Appraisal appraise() {
    return appraise(evidence().with(logEvidence()));
  }

  /// Appraises other evidence by what is expected of the machine.
  public Appraisal appraise(Evidence evidence) {
    return appraiser.appraise(evidence, expectation());
  }
}
