package dev.assay.verifier.service;

/// The database can't be reached now. Nothing was changed, or the change is complete; the caller
/// may try again later.
public final class StoreUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailable(Throwable cause) {
    super("The database can't be reached now; try again later", cause);
  }
}
