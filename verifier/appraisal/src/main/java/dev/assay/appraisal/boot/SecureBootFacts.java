package dev.assay.appraisal.boot;

import java.util.List;

/// What verified PCR 7 tells of Secure Boot. That it is off is no finding by itself: golden sets
/// and policy decide.
///
/// @param databases PK, KEK, db, dbx and the like, as far as they were measured
/// @param authorities what images were started by, in order
public record SecureBootFacts(
    State state, List<KeyDatabase> databases, List<UsedAuthority> authorities) {

  /// Whether firmware checked what it started.
  public enum State {
    /// It did.
    ON,
    /// It did not.
    OFF,
    /// The variable SecureBoot is not there, or not to be believed.
    UNKNOWN
  }

  public SecureBootFacts {
    databases = List.copyOf(databases);
    authorities = List.copyOf(authorities);
  }
}
