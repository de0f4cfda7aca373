package dev.assay.appraisal.check;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.Guid;
import dev.assay.appraisal.eventlog.SignatureData;
import dev.assay.appraisal.eventlog.SignatureDatabase;
import dev.assay.appraisal.eventlog.SignatureEntry;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The entries of a Secure Boot database, to look authorities up in.
final class DatabaseEntries {
  private final Set<Key> keys = new HashSet<>();

  private record Key(Optional<Guid> owner, Bytes data) {
    static Key of(SignatureEntry entry) {
      return new Key(entry.owner(), entry.data().bytes());
    }
  }

  private DatabaseEntries() {}

  static DatabaseEntries of(SignatureDatabase database) {
    var entries = new DatabaseEntries();
    for (SignatureEntry entry : database.entries()) {
      entries.keys.add(Key.of(entry));
      // Some loaders log what they started by without its owner.
      entries.keys.add(new Key(Optional.empty(), entry.data().bytes()));
    }
    return entries;
  }

  boolean hold(SignatureEntry authority) {
    return keys.contains(Key.of(authority));
  }

  /// Names an entry for people.
  static String describe(SignatureEntry entry) {
    return switch (entry.data()) {
      case SignatureData.Certificate certificate -> certificate.subject();
      case SignatureData.UnreadableCertificate _ -> "a certificate that can't be read";
      case SignatureData.ImageHash image -> "image " + image.digest();
      case SignatureData.CertificateHash certificate -> "certificate " + certificate.digest();
      case SignatureData.RsaKey _ -> "an RSA key";
      case SignatureData.Other _ -> "an entry of another kind";
    };
  }
}
