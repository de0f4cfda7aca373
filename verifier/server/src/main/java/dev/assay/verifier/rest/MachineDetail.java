package dev.assay.verifier.rest;

import dev.assay.appraisal.boot.BootFacts;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.verifier.service.Approval;
import dev.assay.verifier.service.EkStanding;
import dev.assay.verifier.service.HostFact;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.MachineView;
import dev.assay.verifier.service.OnManifest;
import dev.assay.verifier.service.OsImage;
import dev.assay.verifier.service.RefusedEvidence;
import dev.assay.verifier.service.Standing;
import dev.assay.verifier.service.quarantine.QuarantineState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A machine with all that is known of it. What [MachineSummary] has means the same here.
///
/// @param findings all, with their data
/// @param reported what the host says of itself; no TPM signs it
/// @param ekDescription kind and size of the EK
/// @param akName the AK's Name, hexadecimal
/// @param banks the PCR banks of its last authentic evidence
/// @param nextDue when the verifier means to ask again
/// @param proven what its TPM signed last
/// @param boot what its latest boot was; empty where no quote and log tell
/// @param refused evidence under its name that was not its own
/// @param sameSerialAs another machine known by this board or chassis serial
/// @param shipment on whose manifest it stands
/// @param withoutRevocationList issuers of its EK certificate of whom nobody asked whether they
///   took it back: no revocation list of theirs is configured
/// @param quarantine absent where the state is NONE
/// @param labels what else people say of it, as `key=value`
/// @param osImage the OS image that its role has, else its labels; absent where its board model's
///   is meant
public record MachineDetail(
    String id,
    String hostName,
    String state,
    Optional<String> boardModel,
    Optional<String> proposedModel,
    String ekCertificate,
    boolean softwareTpm,
    String verdict,
    Optional<Instant> verdictAt,
    String freshness,
    Optional<Instant> lastTrustedAt,
    List<FindingView> findings,
    boolean keyChangeRequested,
    Instant enrolledAt,
    Map<String, String> reported,
    String ekDescription,
    String akDescription,
    String akName,
    List<String> banks,
    long intervalSeconds,
    Optional<Instant> nextDue,
    Optional<Proven> proven,
    Optional<BootView> boot,
    Optional<Refusals> refused,
    Optional<String> sameSerialAs,
    Optional<String> shipment,
    List<String> withoutRevocationList,
    Optional<String> approvedBy,
    Optional<Instant> approvedAt,
    Optional<QuarantineView> quarantine,
    Optional<String> role,
    List<String> labels,
    Optional<String> osImage) {

  /// What the TPM's last authentic quote said.
  ///
  /// @param clockMillis the TPM's clock, in milliseconds
  /// @param tpmFirmwareVersion 64 bits, hexadecimal
  /// @param logSha256 the event log that was judged
  /// @param goldenSets what it was compared with
  public record Proven(
      long resetCount,
      long restartCount,
      long clockMillis,
      String tpmFirmwareVersion,
      Optional<String> logSha256,
      List<String> goldenSets) {

    static Optional<Proven> of(Standing standing) {
      return standing
          .quoted()
          .map(
              quoted ->
                  new Proven(
                      quoted.clock().resetCount(),
                      quoted.clock().restartCount(),
                      quoted.clock().clockMillis(),
                      "%016x".formatted(quoted.tpmFirmwareVersion()),
                      standing.logSha256().map(Digest::toHex),
                      standing.goldenSets()));
    }
  }

  /// Evidence that was refused since enrollment.
  public record Refusals(long count, Instant lastAt, String lastCode) {
    static Refusals of(RefusedEvidence refused) {
      return new Refusals(refused.count(), refused.lastAt(), refused.lastCode());
    }
  }

  static MachineDetail of(
      MachineView view, Optional<BootFacts> boot, Optional<QuarantineView> quarantine) {
    var machine = view.machine();
    var summary = MachineSummary.of(view, QuarantineState.NONE);
    return new MachineDetail(
        summary.id(),
        summary.hostName(),
        summary.state(),
        summary.boardModel(),
        summary.proposedModel(),
        summary.ekCertificate(),
        summary.softwareTpm(),
        summary.verdict(),
        summary.verdictAt(),
        summary.freshness(),
        summary.lastTrustedAt(),
        view.findings().stream().map(FindingView::of).toList(),
        summary.keyChangeRequested(),
        summary.enrolledAt(),
        reported(machine.host().facts()),
        machine.ek().describe(),
        machine.ak().describe(),
        machine.ak().name().value().toHex(),
        machine.banks().stream().map(HashAlgorithm::label).toList(),
        view.interval().toSeconds(),
        view.nextDue(),
        machine.latest().flatMap(Proven::of),
        boot.map(BootView::of),
        machine.refused().map(Refusals::of),
        machine.sameSerialAs().map(MachineId::toHex),
        machine.manifest().map(OnManifest::shipment),
        unlisted(machine.ekStanding()),
        machine.approval().map(Approval::by),
        machine.approval().map(Approval::at),
        quarantine,
        summary.role(),
        summary.labels(),
        machine.image().map(OsImage::name));
  }

  private static List<String> unlisted(EkStanding standing) {
    return standing instanceof EkStanding.Trusted trusted
        ? trusted.withoutRevocationList()
        : List.of();
  }

  private static Map<String, String> reported(Map<HostFact, String> facts) {
    var reported = new TreeMap<String, String>();
    facts.forEach((fact, text) -> reported.put(fact.label(), text));
    return reported;
  }
}
