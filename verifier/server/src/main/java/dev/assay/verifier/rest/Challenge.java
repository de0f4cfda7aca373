package dev.assay.verifier.rest;

/// What a caller without a good token is told.
final class Challenge {

  static final String SCHEME = "Bearer realm=\"assay\"";
  static final String DETAIL =
      "No good token came with this request: it is missing, unknown, expired or revoked."
          + " Send `Authorization: Bearer …`; `assay login` stores one.";

  private Challenge() {}
}
