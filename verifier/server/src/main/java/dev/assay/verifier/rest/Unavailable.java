package dev.assay.verifier.rest;

/// What a caller is told while the database is away.
final class Unavailable {

  static final String DETAIL =
      "The verifier's database is away. Nothing was changed; try again in some seconds.";

  private Unavailable() {}
}
