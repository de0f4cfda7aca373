package dev.assay.verifier.rest;

/// The names of the roles, for rules on methods. Each role may do all that the ones before it may.
final class Roles {

  static final String VIEWER = "viewer";
  static final String OPERATOR = "operator";
  static final String ADMIN = "admin";

  private Roles() {}
}
