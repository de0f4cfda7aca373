package dev.assay.verifier.service;

import dev.assay.appraisal.finding.Severity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// How the components that a host reports differ from those that it was approved with. Both ways:
/// what was added is seen as well as what is missing. Reported, not proven: a host can hide a
/// component, so these findings can make a verdict worse and never better.
final class ComponentFindings {
  private static final int MOST_NAMED = 8;
  private static final int MOST_KEPT = 64;
  private static final String NOWHERE = "0000:00:00.0";

  private ComponentFindings() {}

  /// Empty where nothing differs. A part that moved to another slot is the same part; virtual
  /// functions are none.
  static List<RecordedFinding> between(Inventory approved, Inventory now) {
    var added = new ArrayList<String>();
    var missing = new ArrayList<String>();
    var unseen = new ArrayList<String>();
    pci(approved.pci(), now.pci(), added, missing, unseen);
    smbios(approved.smbios(), now.smbios(), added, missing, unseen);
    var findings = new ArrayList<RecordedFinding>();
    if (!added.isEmpty()) {
      findings.add(added(added));
    }
    if (!missing.isEmpty()) {
      findings.add(missing(missing));
    }
    if (!unseen.isEmpty()) {
      findings.add(unseen(unseen));
    }
    return findings;
  }

  private static void pci(
      Inventory.Pci approved,
      Inventory.Pci now,
      List<String> added,
      List<String> missing,
      List<String> unseen) {
    if (approved instanceof Inventory.Pci.Listed(var before)) {
      switch (now) {
        case Inventory.Pci.Listed(var after) -> {
          Predicate<PciDevice> real = device -> !device.virtualFunction();
          var then = before.stream().filter(real).toList();
          var today = after.stream().filter(real).toList();
          UnaryOperator<PciDevice> anywhere = device -> device.elsewhere(NOWHERE);
          beyond(today, then, anywhere).forEach(device -> added.add(device.describe()));
          beyond(then, today, anywhere).forEach(device -> missing.add(device.describe()));
        }
        case Inventory.Pci.Absent(var reason) -> unseen.add("PCI devices: " + reason);
      }
    }
  }

  private static void smbios(
      Inventory.Smbios approved,
      Inventory.Smbios now,
      List<String> added,
      List<String> missing,
      List<String> unseen) {
    if (approved instanceof Inventory.Smbios.Listed(var before)) {
      switch (now) {
        case Inventory.Smbios.Listed(var after) -> {
          UnaryOperator<SmbiosPart> anywhere = part -> part.elsewhere("");
          beyond(after, before, anywhere).forEach(part -> added.add(part.describe()));
          beyond(before, after, anywhere).forEach(part -> missing.add(part.describe()));
        }
        case Inventory.Smbios.Malformed(var reason) -> unseen.add("SMBIOS table: " + reason);
        case Inventory.Smbios.Absent(var reason) -> unseen.add("SMBIOS table: " + reason);
      }
    }
  }

  /// Those of `all` that have no like in `others`: first in the same place, then in any.
  private static <T> List<T> beyond(List<T> all, List<T> others, UnaryOperator<T> anywhere) {
    var remaining = counts(others);
    var unmatched = all.stream().filter(one -> !taken(remaining, one)).toList();
    var elsewhere = new HashMap<T, Integer>();
    remaining.forEach((one, count) -> elsewhere.merge(anywhere.apply(one), count, Integer::sum));
    return unmatched.stream().filter(one -> !taken(elsewhere, anywhere.apply(one))).toList();
  }

  private static <T> Map<T, Integer> counts(List<T> all) {
    var counts = new HashMap<T, Integer>();
    all.forEach(one -> counts.merge(one, 1, Integer::sum));
    return counts;
  }

  private static <T> boolean taken(Map<T, Integer> counts, T one) {
    int left = counts.getOrDefault(one, 0);
    counts.put(one, Math.max(0, left - 1));
    return left > 0;
  }

  private static RecordedFinding added(List<String> parts) {
    return finding(
        "COMPONENT_ADDED",
        "The host reports %s that it was not approved with: %s."
            .formatted(count(parts), named(parts)),
        "Look at the machine. If the part was meant, approve the machine again; else take it out of"
            + " work.",
        parts);
  }

  private static RecordedFinding missing(List<String> parts) {
    return finding(
        "COMPONENT_MISSING",
        "The host no longer reports %s that it was approved with: %s."
            .formatted(count(parts), named(parts)),
        "Find out whether the part was taken out or failed, or is hidden. Approve the machine again"
            + " if it was meant.",
        parts);
  }

  private static RecordedFinding unseen(List<String> lists) {
    return finding(
        "COMPONENTS_UNSEEN",
        "The host no longer lists components that it was approved with: %s."
            .formatted(named(lists)),
        "Run the agent as root; `assay-agent doctor` says what it can't read.",
        lists);
  }

  private static RecordedFinding finding(
      String code, String message, String remedy, List<String> parts) {
    var data = new TreeMap<String, String>();
    for (int i = 0; i < Math.min(parts.size(), MOST_KEPT); i++) {
      data.put("component%02d".formatted(i + 1), parts.get(i));
    }
    data.put("basis", "reported, not proven");
    return RecordedFinding.ofMachine(code, Severity.WARNING, message, remedy, data);
  }

  private static String count(List<String> parts) {
    return parts.size() == 1 ? "a component" : parts.size() + " components";
  }

  private static String named(List<String> parts) {
    var named = String.join("; ", parts.subList(0, Math.min(parts.size(), MOST_NAMED)));
    return parts.size() > MOST_NAMED ? named + "; and more" : named;
  }
}
