package dev.assay.appraisal.golden;

import java.util.List;

/// Components that siblings do not report alike, and what became of them in the set.
///
/// @param words what it is about: a kind of component, or a whole list
/// @param shown what the siblings report, in words
/// @param examples some of the machines that are not as most of the others, by name
public record ComponentDifference(
    ComponentList list, String words, Resolution resolution, String shown, List<String> examples) {

  /// What became of it.
  public enum Resolution {
    /// Few machines show it: their number is not in the set.
    LEFT_OUT,
    /// Healthy machines differ: the set allows the numbers that they show, and those between.
    VARIES,
    /// The set says nothing of the list.
    UNLEARNED
  }

  public ComponentDifference {
    examples = List.copyOf(examples);
  }
}
