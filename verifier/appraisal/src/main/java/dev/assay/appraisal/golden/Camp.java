package dev.assay.appraisal.golden;

import java.util.List;

/// Machines that stand out together: in the same things, and in nothing else.
///
/// @param machines how many
/// @param examples some of them by name, in the order of the names
/// @param shared what they share and a quorum doesn't
public record Camp(int machines, List<String> examples, List<Outlier> shared) {
  public Camp {
    examples = List.copyOf(examples);
    shared = List.copyOf(shared);
  }
}
