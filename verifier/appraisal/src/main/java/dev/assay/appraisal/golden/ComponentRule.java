package dev.assay.appraisal.golden;

/// What of the components that siblings report comes into a golden set.
public enum ComponentRule {
  /// What is common among them: numbers that one of three or more shows alone, or no more than one
  /// in ten show, stay out.
  COMMON,
  /// Whatever any of them has.
  ALL,
  /// Nothing.
  NONE;

  private static final int TOO_FEW_TO_TELL = 3;
  private static final int ONE_IN = 10;

  /// Whether so many of the siblings are too few for what they show to be in the set.
  boolean few(int machines, int siblings) {
    return this != ALL && siblings >= TOO_FEW_TO_TELL && machines <= Math.max(1, siblings / ONE_IN);
  }
}
