package dev.assay.agent;

/// How the program ends.
enum Exit {
  /// Done; for `attest`: the verdict is TRUSTED or WARNING.
  OK(0),
  /// Refused, or failed in a way that trying again won't change; for `attest`: the verdict is
  /// UNTRUSTED.
  FAILED(1),
  /// The command line, the environment or the configuration file is wrong.
  USAGE(2),
  /// The verifier or the TPM could not be reached: try again later.
  UNREACHABLE(3),
  /// For `attest`: the verdict is UNKNOWN, as it is for a machine that waits for approval.
  UNDECIDED(4);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
