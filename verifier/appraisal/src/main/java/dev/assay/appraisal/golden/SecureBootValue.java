package dev.assay.appraisal.golden;

import dev.assay.appraisal.codec.BoundedMemory;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventPayload;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.eventlog.SecureBootVariable;
import dev.assay.appraisal.eventlog.SignatureDatabase;
import dev.assay.appraisal.eventlog.SignatureEntry;
import dev.assay.appraisal.eventlog.SignatureList;
import dev.assay.appraisal.eventlog.Trust;
import dev.assay.appraisal.eventlog.VariableContent;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What one of Secure Boot's variables held when it was measured. Read from verified data alone.
public sealed interface SecureBootValue {
  /// The PCR that Secure Boot's variables are measured into.
  int PCR = 7;

  /// `SecureBoot`: whether the firmware starts nothing but what db allows. Not set counts as off.
  record State(boolean on) implements SecureBootValue {}

  /// `PK`, `KEK` or `db`.
  ///
  /// @param sha256 of the value
  record Keys(SecureBootVariable variable, Digest sha256) implements SecureBootValue {}

  /// `dbx`: what is revoked.
  ///
  /// @param entries SHA-256 of each entry with its type, see [#entry]
  record Revoked(SortedSet<String> entries) implements SecureBootValue {
    private static final int MAX_KNOWN_ENTRIES = 1000;
    private static final BoundedMemory<Digest, Revoked> KNOWN = new BoundedMemory<>(32);

    public Revoked {
      entries = Collections.unmodifiableSortedSet(new TreeSet<>(entries));
    }

    /// What `database` revokes. Machines of a fleet have the same hundreds of entries: they are
    /// hashed once.
    private static Revoked of(SignatureDatabase database) {
      return KNOWN.recall(
          database.sha256(),
          () -> new Revoked(SecureBootValue.entries(database)),
          revoked -> revoked.entries.size() <= MAX_KNOWN_ENTRIES);
    }
  }

  /// What `event` says; empty where it is none of these variables, or where no digest covers it.
  static Optional<SecureBootValue> of(Event event) {
    if (event.pcr() != PCR
        || !event.type().equals(EventType.EFI_VARIABLE_DRIVER_CONFIG)
        || event.trust() != Trust.VERIFIED_DATA
        || !(event.payload() instanceof EventPayload.UefiVariable variable)) {
      return Optional.empty();
    }
    return SecureBootVariable.of(variable).flatMap(which -> of(event, which, variable));
  }

  private static Optional<SecureBootValue> of(
      Event event, SecureBootVariable which, EventPayload.UefiVariable variable) {
    return switch (which) {
      case SECURE_BOOT ->
          switch (variable.content()) {
            case VariableContent.Flag(boolean on) -> Optional.of(new State(on));
            case VariableContent.NotSet _ -> Optional.of(new State(false));
            default -> Optional.empty();
          };
      case PK, KEK, DB -> Optional.of(new Keys(which, sha256(event, variable)));
      case DBX ->
          variable.content() instanceof SignatureDatabase database
              ? Optional.of(Revoked.of(database))
              : Optional.empty();
    };
  }

  private static Digest sha256(Event event, EventPayload.UefiVariable variable) {
    return variable.content() instanceof SignatureDatabase database
        ? database.sha256()
        : event.hash(HashAlgorithm.SHA256, variable.value());
  }

  private static SortedSet<String> entries(SignatureDatabase database) {
    SortedSet<String> entries = new TreeSet<>();
    MessageDigest hasher = HashAlgorithm.SHA256.newDigest();
    for (SignatureList list : database.lists()) {
      for (SignatureEntry entry : list.entries()) {
        entries.add(entry(list, entry, hasher));
      }
    }
    return entries;
  }

  /// SHA-256, in hexadecimal, of the list's type GUID followed by the entry as it stands in the
  /// list: owner GUID and data (UEFI, section "Signature Database").
  private static String entry(SignatureList list, SignatureEntry entry, MessageDigest hasher) {
    list.type().value().hashWith(hasher);
    entry.owner().ifPresent(guid -> guid.value().hashWith(hasher));
    entry.data().bytes().hashWith(hasher);
    return Bytes.wrap(hasher.digest()).toHex();
  }
}
