package dev.assay.verifier.rest;

import dev.assay.appraisal.boot.KeyCertificate;
import dev.assay.appraisal.boot.KeyDatabase;
import dev.assay.appraisal.boot.SecureBootFacts;
import dev.assay.appraisal.boot.UsedAuthority;
import java.util.List;

/// What PCR 7 proves of Secure Boot.
///
/// @param state ON, OFF or UNKNOWN
/// @param databases PK, KEK, db, dbx and the like, as far as they were measured
/// @param authorities what images were started by, in order
public record SecureBootFactsView(String state, List<Keys> databases, List<Authority> authorities) {

  /// A key database.
  ///
  /// @param sha256 of its value
  /// @param hashes how many images it names by their hash
  /// @param entries how many entries it has in all
  public record Keys(
      String name, String sha256, List<Certificate> certificates, int hashes, int entries) {
    static Keys of(KeyDatabase keys) {
      return new Keys(
          keys.name(),
          keys.sha256().toHex(),
          keys.certificates().stream().map(Certificate::of).toList(),
          keys.hashes(),
          keys.entries());
    }
  }

  /// A certificate of a key database.
  public record Certificate(String subject, String sha256) {
    static Certificate of(KeyCertificate certificate) {
      return new Certificate(certificate.subject(), certificate.sha256().toHex());
    }
  }

  /// What an image was started by.
  ///
  /// @param inDb whether the measured db holds it; shim's own authorities are not of db
  public record Authority(int event, String variable, String description, boolean inDb) {
    static Authority of(UsedAuthority used) {
      return new Authority(used.event(), used.variable(), used.description(), used.inDb());
    }
  }

  static SecureBootFactsView of(SecureBootFacts facts) {
    return new SecureBootFactsView(
        facts.state().name(),
        facts.databases().stream().map(Keys::of).toList(),
        facts.authorities().stream().map(Authority::of).toList());
  }
}
