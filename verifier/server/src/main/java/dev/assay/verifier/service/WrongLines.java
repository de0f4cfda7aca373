package dev.assay.verifier.service;

import java.util.ArrayList;
import java.util.List;

/// What is wrong in which line of a file that a person brought; of many the first ten are told.
final class WrongLines {
  private static final int MOST_TOLD = 10;

  private final List<String> wrong = new ArrayList<>();

  /// @param what the end of "line 3: "
  void add(int line, String what) {
    wrong.add("line %d: %s".formatted(line, what));
  }

  int count() {
    return wrong.size();
  }

  /// As a sentence.
  ///
  /// @param outcome what became of the whole file, such as `Nothing was imported`
  String told(String outcome) {
    var more = wrong.size() > MOST_TOLD ? "; and %d more".formatted(wrong.size() - MOST_TOLD) : "";
    return outcome
        + ": "
        + String.join("; ", wrong.subList(0, Math.min(MOST_TOLD, wrong.size())))
        + more
        + ".";
  }
}
