package dev.assay.appraisal.check;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.finding.EventAdded;
import dev.assay.appraisal.finding.EventChanged;
import dev.assay.appraisal.finding.EventMissing;
import dev.assay.appraisal.finding.EventPlace;
import dev.assay.appraisal.finding.EventReordered;
import dev.assay.appraisal.finding.Finding;
import dev.assay.appraisal.finding.NoCommonBank;
import dev.assay.appraisal.finding.PcrValueDiffers;
import dev.assay.appraisal.finding.Severity;
import dev.assay.appraisal.golden.GoldenEvent;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.Rule;
import dev.assay.appraisal.golden.SecureBootExpectation;
import dev.assay.appraisal.golden.SecureBootValue;
import dev.assay.appraisal.golden.VaryingField;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrSelection;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// How one layer of a boot differs from one golden set: event by event, then by the final values.
final class LayerComparison {
  private static final int FIRMWARE_PCRS = 8;
  private static final PcrIndex BOOT_MANAGER = PcrIndex.of(4);
  private static final PcrIndex SECURE_BOOT = PcrIndex.of(SecureBootValue.PCR);

  private final GoldenSet set;
  private final ByPcr<GoldenEvent> golden;
  private final LayerEvents events;
  private final PcrValues replayed;
  private final PcrSelection selection;
  private final Severity severity;
  private final Acceptance inAllBanks;
  private final List<Finding> findings = new ArrayList<>();
  // Events of which a finding says already, and in better words, how they differ.
  private final Set<Integer> told = new HashSet<>();
  private final SortedSet<PcrIndex> withoutBank = new TreeSet<>();

  private LayerComparison(
      GoldenSet set,
      LayerEvents events,
      PcrValues replayed,
      PcrSelection selection,
      Severity severity) {
    this.set = set;
    this.golden = new ByPcr<>(set.events(), event -> event.pcr().value());
    this.events = events;
    this.replayed = replayed;
    this.selection = selection;
    this.severity = severity;
    this.inAllBanks =
        new Acceptance(
            selection.algorithms().stream()
                .filter(bank -> replayed.banks().containsKey(bank))
                .toList());
  }

  /// The differences, by PCR; none where the layer is what `set` says.
  ///
  /// @param replayed what the log's events lead to
  /// @param selection the quoted banks and PCRs; nothing else is compared
  /// @param severity what a difference weighs, but for boot options and their order
  static List<Finding> findings(
      GoldenSet set,
      LayerEvents events,
      PcrValues replayed,
      PcrSelection selection,
      Severity severity) {
    return new LayerComparison(set, events, replayed, selection, severity).compare();
  }

  private List<Finding> compare() {
    set.secureBoot().ifPresent(this::compareSecureBoot);
    for (int pcr = 0; pcr < ByPcr.PCRS; pcr++) {
      compare(PcrIndex.of(pcr));
    }
    if (!withoutBank.isEmpty()) {
      findings.addFirst(
          new NoCommonBank(
              set.id(),
              withoutBank,
              new TreeSet<>(set.banks()),
              new TreeSet<>(selection.algorithms()),
              severity));
    }
    return findings;
  }

  private void compareSecureBoot(SecureBootExpectation expected) {
    findings.addAll(
        SecureBootComparison.findings(
            expected, events.of(Layer.FIRMWARE, SECURE_BOOT), set.id(), severity));
    findings.forEach(finding -> finding.event().ifPresent(told::add));
  }

  private void compare(PcrIndex pcr) {
    var expected = golden.of(pcr);
    var measured = events.of(set.layer(), pcr);
    var acceptance = acceptance(pcr);
    if (!comparable(pcr, expected, acceptance)) {
      withoutBank.add(pcr);
      return;
    }
    var alignment =
        GoldenSet.ordered(pcr)
            ? Aligner.ordered(expected, measured, acceptance)
            : Aligner.unordered(expected, measured, acceptance);
    if (alignment.equal()) {
      finalValue(pcr, acceptance.banks()).ifPresent(findings::add);
    } else {
      describe(pcr, alignment, acceptance);
    }
  }

  /// Nearly always all PCRs are quoted in the same banks.
  private Acceptance acceptance(PcrIndex pcr) {
    List<HashAlgorithm> replayable = inAllBanks.banks();
    for (HashAlgorithm bank : replayable) {
      if (!selection.contains(bank, pcr)) {
        return new Acceptance(
            replayable.stream().filter(quoted -> selection.contains(quoted, pcr)).toList());
      }
    }
    return inAllBanks.forNextPcr();
  }

  /// Firmware answers for all of its PCRs, so each must be quoted in a strong bank, also where
  /// nothing is expected: else something could be measured there unseen.
  private boolean comparable(PcrIndex pcr, List<GoldenEvent> expected, Acceptance acceptance) {
    boolean owned = set.layer() == Layer.FIRMWARE && pcr.value() < FIRMWARE_PCRS;
    if (owned && !acceptance.strong()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      if (!acceptance.comparable(expected.get(i))) {
        return false;
      }
    }
    return true;
  }

  private void describe(PcrIndex pcr, Alignment alignment, Acceptance acceptance) {
    for (var pair : alignment.changed()) {
      if (!told.contains(pair.event().index())) {
        findings.add(changed(pair, acceptance));
      }
    }
    for (var pair : alignment.moved()) {
      findings.add(
          new EventReordered(
              place(pcr, pair.event()),
              acceptance.digests(pair.event()),
              pair.position(),
              set.id(),
              severity));
    }
    for (var event : alignment.added()) {
      findings.add(
          new EventAdded(
              place(pcr, event), acceptance.digests(event), set.id(), severityOf(event)));
    }
    for (var event : alignment.missing()) {
      findings.add(
          new EventMissing(
              pcr,
              event.type(),
              event.label(),
              digests(event.rule()),
              set.id(),
              severityOf(event)));
    }
  }

  private Finding changed(Alignment.Pair pair, Acceptance acceptance) {
    Set<VaryingField> mayVary = Set.of();
    Optional<Digest> rest = Optional.empty();
    if (pair.golden().rule() instanceof Rule.PerMachine perMachine) {
      mayVary = perMachine.fields();
      rest = acceptance.rest(pair.event(), mayVary);
    }
    return new EventChanged(
        place(pair.golden().pcr(), pair.event()),
        acceptance.digests(pair.event()),
        digests(pair.golden().rule()),
        mayVary,
        rest,
        set.id(),
        severityOf(pair.event()));
  }

  private static List<SortedMap<HashAlgorithm, Digest>> digests(Rule rule) {
    return switch (rule) {
      case Rule.Exactly exactly -> List.of(exactly.digests());
      case Rule.OneOf oneOf -> oneOf.alternatives();
      case Rule.DbxAtLeast dbx -> List.of(dbx.digests());
      case Rule.PerMachine perMachine ->
          List.of(new TreeMap<>(Map.of(perMachine.rest().algorithm(), perMachine.rest())));
    };
  }

  private static EventPlace place(PcrIndex pcr, Event event) {
    return new EventPlace(pcr, event.index(), event.type(), event.label());
  }

  private Severity severityOf(Event event) {
    return BootConfiguration.verified(event) ? Severity.WARNING : severity;
  }

  private Severity severityOf(GoldenEvent event) {
    return BootConfiguration.approved(event) ? Severity.WARNING : severity;
  }

  /// PCR 4 belongs to both layers, so neither knows its final value.
  private Optional<Finding> finalValue(PcrIndex pcr, List<HashAlgorithm> quoted) {
    List<HashAlgorithm> differing = new ArrayList<>();
    for (HashAlgorithm bank : quoted) {
      Digest expected = set.finalValues().bank(bank).get(pcr);
      Digest held = replayed.bank(bank).get(pcr);
      if (expected != null && held != null && !expected.equals(held)) {
        differing.add(bank);
      }
    }
    return differing.isEmpty() || pcr.equals(BOOT_MANAGER)
        ? Optional.empty()
        : Optional.of(
            new PcrValueDiffers(
                pcr,
                replayed.of(pcr, differing),
                set.finalValues().of(pcr, differing),
                set.id(),
                severity));
  }
}
