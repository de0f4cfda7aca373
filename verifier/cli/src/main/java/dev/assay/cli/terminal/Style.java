package dev.assay.cli.terminal;

/// How a word looks on a terminal that shows colours. In a pipe all styles look the same.
public enum Style {
  PLAIN(""),
  BOLD("1"),
  DIM("2"),
  GOOD("32"),
  CAUTION("33"),
  BAD("1;31"),
  ODD("35");

  private final String codes;

  Style(String codes) {
    this.codes = codes;
  }

  /// The words in this style, as ECMA-48 (SGR) has it.
  String paint(String words) {
    return codes.isEmpty() || words.isEmpty()
        ? words
        : "\u001b[" + codes + "m" + words + "\u001b[0m";
  }
}
