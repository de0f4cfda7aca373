package dev.assay.appraisal.finding;

import java.util.Collections;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// Secure Boot's list of what is revoked lacks entries that the golden set demands: boot loaders
/// that are known to be broken can be started again.
///
/// @param at the event's index in the log; empty where no verified data tells of dbx
/// @param missing SHA-256 of each entry that is not there, in hexadecimal
/// @param demanded how many the golden set demands
/// @param goldenSet the golden set's id
/// @param severity by layer
public record DbxEntriesMissing(
    OptionalInt at, SortedSet<String> missing, int demanded, String goldenSet, Severity severity)
    implements SecureBootFinding {
  private static final int LISTED = 16;

  public DbxEntriesMissing {
    missing = Collections.unmodifiableSortedSet(new TreeSet<>(missing));
  }

  @Override
  public String code() {
    return "DBX_ENTRIES_MISSING";
  }

  @Override
  public String message() {
    return at.isPresent()
        ? "PCR 7, event %d: dbx lacks %d of the %d revocations that the golden set demands."
            .formatted(at.getAsInt(), missing.size(), demanded)
        : "PCR 7: nothing that was measured shows dbx, of which the golden set demands %d revocations."
            .formatted(demanded);
  }

  @Override
  public String remedy() {
    return "Bring the revocation list up to date (fwupdmgr update, or your vendor's tool), and find"
        + " out who put an older one back.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data()
        .put("missing", String.join(" ", missing.stream().limit(LISTED).toList()))
        .put("missingCount", Integer.toString(missing.size()))
        .put("demanded", Integer.toString(demanded))
        .put("goldenSet", goldenSet)
        .done();
  }
}
