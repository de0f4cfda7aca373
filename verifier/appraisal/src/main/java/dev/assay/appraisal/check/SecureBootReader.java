package dev.assay.appraisal.check;

import dev.assay.appraisal.boot.BootFacts;
import dev.assay.appraisal.boot.KeyCertificate;
import dev.assay.appraisal.boot.KeyDatabase;
import dev.assay.appraisal.boot.SecureBootFacts;
import dev.assay.appraisal.boot.SecureBootFacts.State;
import dev.assay.appraisal.boot.UsedAuthority;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventPayload;
import dev.assay.appraisal.eventlog.LoadOption;
import dev.assay.appraisal.eventlog.SecureBootVariable;
import dev.assay.appraisal.eventlog.SignatureData;
import dev.assay.appraisal.eventlog.SignatureDatabase;
import dev.assay.appraisal.eventlog.SignatureEntry;
import dev.assay.appraisal.eventlog.VariableContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads from the verified variables of PCR 7 what they say of Secure Boot.
final class SecureBootReader {
  static final int PCR = 7;

  private final List<KeyDatabase> databases = new ArrayList<>();
  private final List<UsedAuthority> authorities = new ArrayList<>();
  private Optional<DatabaseEntries> db = Optional.empty();
  private State state = State.UNKNOWN;

  SecureBootFacts facts() {
    return new SecureBootFacts(state, databases, authorities);
  }

  void read(Event event, EventPayload.UefiVariable variable) {
    var known = SecureBootVariable.of(variable);
    switch (variable.content()) {
      case VariableContent.Flag(boolean on) -> readState(known, on);
      case VariableContent.NotSet _ -> readState(known, false);
      case SignatureDatabase database -> {
        if (isDb(known)) {
          db = Optional.of(DatabaseEntries.of(database));
        }
        add(databases, summary(variable, database));
      }
      case VariableContent.Authority(SignatureEntry entry) -> {
        boolean inDb = isDb(known) && db.filter(entries -> entries.hold(entry)).isPresent();
        addAuthority(event, variable, DatabaseEntries.describe(entry), inDb);
      }
      case VariableContent.SbatLevel(String csv) -> addAuthority(event, variable, csv, false);
      case LoadOption _,
          VariableContent.BootOrder _,
          VariableContent.Raw _,
          VariableContent.Broken _ -> {}
    }
  }

  private void readState(Optional<SecureBootVariable> known, boolean on) {
    if (known.equals(Optional.of(SecureBootVariable.SECURE_BOOT))) {
      state = on ? State.ON : State.OFF;
    }
  }

  private static boolean isDb(Optional<SecureBootVariable> known) {
    return known.equals(Optional.of(SecureBootVariable.DB));
  }

  private void addAuthority(
      Event event, EventPayload.UefiVariable variable, String description, boolean inDb) {
    add(authorities, new UsedAuthority(event.index(), variable.name(), description, inDb));
  }

  private static KeyDatabase summary(
      EventPayload.UefiVariable variable, SignatureDatabase database) {
    List<KeyCertificate> certificates = new ArrayList<>();
    int hashes = 0;
    int entries = 0;
    for (SignatureEntry entry : database.entries()) {
      entries++;
      switch (entry.data()) {
        case SignatureData.Certificate certificate ->
            add(certificates, new KeyCertificate(certificate.subject(), certificate.sha256()));
        case SignatureData.ImageHash _, SignatureData.CertificateHash _ -> hashes++;
        case SignatureData.UnreadableCertificate _,
            SignatureData.RsaKey _,
            SignatureData.Other _ -> {}
      }
    }
    return new KeyDatabase(variable.name(), database.sha256(), certificates, hashes, entries);
  }

  private static <T> void add(List<T> list, T element) {
    if (list.size() < BootFacts.MAX_ENTRIES) {
      list.add(element);
    }
  }
}
