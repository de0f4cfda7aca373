package dev.assay.verifier.service;

import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.finding.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is to be said of a machine itself, whatever its evidence.
final class MachineFindings {
  private MachineFindings() {}

  /// Findings that hold as long as the machine's record is as it is.
  static List<RecordedFinding> of(Machine machine) {
    var findings = new ArrayList<RecordedFinding>();
    if (machine.state() == MachineState.PENDING) {
      findings.add(
          RecordedFinding.ofMachine(
              "MACHINE_PENDING",
              Severity.UNDECIDED,
              "The machine has not been approved yet.",
              "Compare its serial number and TPM with the shipment, then approve it under its board"
                  + " model.",
              Collections.emptySortedMap()));
    }
    machine
        .manifest()
        .filter(listed -> otherChassis(machine, listed))
        .ifPresent(listed -> findings.add(manifestDisagrees(machine, listed)));
    machine.sameSerialAs().ifPresent(other -> findings.add(serialOfAnother(machine, other)));
    machine.keyChange().ifPresent(change -> findings.add(keyChange(change)));
    return findings;
  }

  /// What the host reports now, against what it reported when it was enrolled. Reported facts may
  /// raise a mismatch; they never make a verdict better.
  ///
  /// @param owner the other ACTIVE machine that is known by a serial that this one did not have
  ///   before
  static List<RecordedFinding> ofReport(Machine machine, HostFacts now, Optional<MachineId> owner) {
    var findings = new ArrayList<RecordedFinding>();
    owner.ifPresent(
        other ->
            findings.add(
                RecordedFinding.ofMachine(
                    "BOARD_OF_ANOTHER_MACHINE",
                    Severity.VIOLATION,
                    "The host reports the serial number of machine " + other.brief() + ".",
                    "Find out whether a TPM was moved to another board; enroll the board again if"
                        + " it was meant.",
                    sorted("other", other.toHex()))));
    changed(machine, now, HostFact.BOARD_SERIAL).ifPresent(findings::add);
    changed(machine, now, HostFact.CHASSIS_SERIAL).ifPresent(findings::add);
    changed(machine, now, HostFact.PRODUCT_NAME).ifPresent(findings::add);
    changed(machine, now, HostFact.BOARD_NAME).ifPresent(findings::add);
    return findings;
  }

  /// A board that calls itself otherwise than its board model does.
  static RecordedFinding ofModel(ModelRecord model, BoardIdentity reported) {
    return RecordedFinding.ofMachine(
        "BOARD_MODEL_DISAGREES",
        Severity.WARNING,
        "The host reports board %s; its board model %s is %s."
            .formatted(reported, model.name(), model.identity()),
        "Look at the board. If the model also goes by that, add it with assay models alias; else"
            + " approve the machine under its right model.",
        sorted("model", model.name().name(), "reported", reported.toString()));
  }

  /// The serials among what the host reports now that it was not enrolled with.
  static HostFacts newSerials(Machine machine, HostFacts now) {
    var changed = new EnumMap<HostFact, String>(HostFact.class);
    for (var fact : List.of(HostFact.BOARD_SERIAL, HostFact.CHASSIS_SERIAL)) {
      now.get(fact)
          .filter(serial -> !machine.enrolledHost().get(fact).equals(Optional.of(serial)))
          .ifPresent(serial -> changed.put(fact, serial));
    }
    return new HostFacts(changed);
  }

  /// The worse of a verdict and what these findings alone would make of it. Never better than
  /// `verdict`.
  static Verdict worsened(Verdict verdict, List<RecordedFinding> findings) {
    return findings.stream()
        .map(finding -> verdictOf(finding.severity()))
        .reduce(verdict, MachineFindings::worse);
  }

  private static Verdict verdictOf(Severity severity) {
    return switch (severity) {
      case NOTE -> Verdict.TRUSTED;
      case WARNING -> Verdict.WARNING;
      case UNDECIDED -> Verdict.UNKNOWN;
      case VIOLATION -> Verdict.UNTRUSTED;
    };
  }

  private static Verdict worse(Verdict one, Verdict other) {
    return rank(one) >= rank(other) ? one : other;
  }

  private static int rank(Verdict verdict) {
    return switch (verdict) {
      case TRUSTED -> 0;
      case WARNING -> 1;
      case UNKNOWN -> 2;
      case UNTRUSTED -> 3;
    };
  }

  private static Optional<RecordedFinding> changed(Machine machine, HostFacts now, HostFact fact) {
    var then = machine.enrolledHost().get(fact).orElse("");
    var reported = now.get(fact).orElse("");
    if (then.isEmpty() || reported.isEmpty() || then.equals(reported)) {
      return Optional.empty();
    }
    return Optional.of(
        RecordedFinding.ofMachine(
            "REPORTED_IDENTITY_CHANGED",
            Severity.WARNING,
            "The host reports %s '%s'; it was enrolled with '%s'."
                .formatted(fact.label(), reported, then),
            "Find out what was exchanged; approve the machine again if it was meant.",
            sorted("fact", fact.label(), "enrolled", then, "reported", reported)));
  }

  private static RecordedFinding serialOfAnother(Machine machine, MachineId other) {
    return RecordedFinding.ofMachine(
        "SERIAL_KNOWN_WITH_OTHER_TPM",
        Severity.WARNING,
        "The board or chassis serial that this machine reports belongs to machine "
            + other.brief()
            + ", which has another TPM.",
        "Find out whether the TPM was exchanged. If it was meant, retire "
            + other.brief()
            + " and approve this one with acceptReplacedTpm; else keep it out.",
        sorted(
            "other",
            other.toHex(),
            "boardSerial",
            Serials.board(machine.enrolledHost()).orElse(""),
            "chassisSerial",
            Serials.chassis(machine.enrolledHost()).orElse("")));
  }

  private static boolean otherChassis(Machine machine, OnManifest listed) {
    var reported = Serials.chassis(machine.enrolledHost());
    return listed.chassisSerial().isPresent() && !listed.chassisSerial().equals(reported);
  }

  private static RecordedFinding manifestDisagrees(Machine machine, OnManifest listed) {
    var reported = Serials.chassis(machine.enrolledHost()).orElse("");
    return RecordedFinding.ofMachine(
        "MANIFEST_DISAGREES",
        Severity.WARNING,
        "The manifest of shipment %s has this TPM in chassis '%s'; the host reports '%s'."
            .formatted(listed.shipment(), listed.chassisSerial().orElse(""), reported),
        "Look which chassis it stands in: the TPM may have been moved on the way.",
        sorted(
            "shipment",
            listed.shipment(),
            "listed",
            listed.chassisSerial().orElse(""),
            "reported",
            reported));
  }

  private static RecordedFinding keyChange(KeyChange change) {
    return RecordedFinding.ofMachine(
        "KEY_CHANGE_REQUESTED",
        Severity.NOTE,
        "The machine's TPM proved a new attestation key at " + change.requestedAt() + ".",
        "If the agent was installed anew, approve the machine again with acceptNewKey.",
        sorted("akName", change.akName().toHex()));
  }

  private static SortedMap<String, String> sorted(String... pairs) {
    var map = new TreeMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
