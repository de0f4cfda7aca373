package dev.assay.verifier.hooks;

/// A hook that can't be called as it is configured. What it says is for people and holds no secret.
final class HookUnusable extends Exception {
  private static final long serialVersionUID = 1L;

  private final String detail;

  HookUnusable(String detail) {
    super(detail, null, false, false);
    this.detail = detail;
  }

  String detail() {
    return detail;
  }
}
