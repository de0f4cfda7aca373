package dev.assay.appraisal.golden;

/// What healthy machines of some board models do although the specification has it otherwise. The
/// set is closed: a golden set can excuse these and nothing else. Each has the name of its finding.
public enum Oddity {
  /// An event that is no separator has a separator's digest, or the other way round.
  SEPARATOR_LOOK_ALIKE(true),
  /// A PCR has more than one separator.
  SEPARATOR_REPEATED(true),
  /// An event stands where its kind does not belong.
  EVENT_OUT_OF_ORDER(true),
  /// Data that should hash to its digest does not.
  DATA_NOT_MEASURED(false),
  /// The value of a Secure Boot variable is not what UEFI has there.
  SECURE_BOOT_VARIABLE_MALFORMED(true),
  /// A Secure Boot variable is not measured.
  SECURE_BOOT_NOT_MEASURED(false),
  /// The log does not tell of the end of the boot services.
  BOOT_NOT_FINISHED(false),
  /// The firmware says that devices could write to memory while it ran.
  DMA_PROTECTION_DISABLED(false);

  private final boolean ofOneEvent;

  Oddity(boolean ofOneEvent) {
    this.ofOneEvent = ofOneEvent;
  }

  /// Whether a quirk has to name the event by its digest. Without it, it would excuse events that
  /// nobody has seen yet.
  public boolean ofOneEvent() {
    return ofOneEvent;
  }
}
