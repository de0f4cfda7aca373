package dev.assay.cli.quote;

import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Selections of PCRs for people: `sha256:0-7,14`.
final class Selections {
  private Selections() {}

  static String of(PcrSelection selection) {
    return selection.banks().stream()
        .map(bank -> bank.algorithm().label() + ":" + ranges(bank.indices()))
        .collect(Collectors.joining(" + "));
  }

  private static String ranges(List<PcrIndex> indices) {
    var ranges = new ArrayList<String>();
    for (var i = 0; i < indices.size(); i++) {
      var first = indices.get(i).value();
      while (i + 1 < indices.size() && indices.get(i + 1).value() == indices.get(i).value() + 1) {
        i++;
      }
      var last = indices.get(i).value();
      ranges.add(first == last ? Integer.toString(first) : first + "-" + last);
    }
    return ranges.isEmpty() ? "none" : String.join(",", ranges);
  }
}
