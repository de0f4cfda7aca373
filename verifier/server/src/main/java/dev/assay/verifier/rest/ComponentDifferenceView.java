package dev.assay.verifier.rest;

import dev.assay.appraisal.golden.ComponentDifference;
import java.util.List;

/// Components that siblings do not report alike.
///
/// @param list PCI or SMBIOS
/// @param words what it is about: a kind of component, or a whole list
/// @param resolution LEFT_OUT where few show it, VARIES where the set allows what they show,
///   UNLEARNED where the set says nothing of the list
/// @param shown what the siblings report, in words
/// @param examples some of the machines that are not as most of the others, by name
public record ComponentDifferenceView(
    String list, String words, String resolution, String shown, List<String> examples) {
  static ComponentDifferenceView of(ComponentDifference difference) {
    return new ComponentDifferenceView(
        difference.list().name(),
        difference.words(),
        difference.resolution().name(),
        difference.shown(),
        difference.examples());
  }
}
