package dev.assay.verifier.rest;

import dev.assay.appraisal.golden.SecureBootExpectation;
import java.util.List;

/// What Secure Boot must be.
///
/// @param state on or off
/// @param pk SHA-256 of the variable's value, as `kek` and `db`
/// @param dbx SHA-256 of each entry that is revoked at least
public record SecureBootView(String state, String pk, String kek, String db, List<String> dbx) {
  static SecureBootView of(SecureBootExpectation expected) {
    return new SecureBootView(
        expected.on() ? "on" : "off",
        expected.pk().toHex(),
        expected.kek().toHex(),
        expected.db().toHex(),
        List.copyOf(expected.dbx()));
  }
}
