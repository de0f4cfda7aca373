package dev.assay.appraisal.golden;

import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a golden event demands of a machine's event.
public sealed interface Rule {

  /// One digest per bank.
  ///
  /// @param digests of every bank that the set was made from; not empty
  record Exactly(SortedMap<HashAlgorithm, Digest> digests) implements Rule {
    public Exactly {
      digests = checked(digests);
    }
  }

  /// One of several digests, in all banks from the same alternative.
  ///
  /// @param alternatives not empty, each as the digests of [Exactly]
  record OneOf(List<SortedMap<HashAlgorithm, Digest>> alternatives) implements Rule {
    public OneOf {
      alternatives = alternatives.stream().map(Rule::checked).toList();
      if (alternatives.isEmpty()) {
        throw new IllegalArgumentException("a choice among no digests");
      }
    }
  }

  /// Any digest, as long as the data is verified by it and, with the named fields zeroed, hashes to
  /// `rest`.
  ///
  /// @param fields not empty; each must occur in the data
  /// @param rest SHA-256 of what [Redaction#redact] leaves
  /// @param reason why it may vary, for people
  record PerMachine(Set<VaryingField> fields, Digest rest, String reason) implements Rule {
    public PerMachine {
      if (fields.isEmpty()) {
        throw new IllegalArgumentException("a per-machine event names the fields that vary");
      }
      if (rest.algorithm() != HashAlgorithm.SHA256) {
        throw new IllegalArgumentException("the rest of a per-machine event is hashed by SHA-256");
      }
      fields = Collections.unmodifiableSet(EnumSet.copyOf(fields));
    }
  }

  /// The revocation list of Secure Boot: as it was on the siblings, or any whose verified data
  /// holds all entries that theirs held.
  ///
  /// @param digests of the siblings' list, as those of [Exactly]
  /// @param entries as [SecureBootExpectation#dbx]
  record DbxAtLeast(SortedMap<HashAlgorithm, Digest> digests, SortedSet<String> entries)
      implements Rule {
    public DbxAtLeast {
      digests = checked(digests);
      entries = Collections.unmodifiableSortedSet(new TreeSet<>(entries));
    }
  }

  private static SortedMap<HashAlgorithm, Digest> checked(
      SortedMap<HashAlgorithm, Digest> digests) {
    if (digests.isEmpty()) {
      throw new IllegalArgumentException("a golden event without digests");
    }
    digests.forEach(
        (bank, digest) -> {
          if (digest.algorithm() != bank) {
            throw new IllegalArgumentException(
                "a %s digest in bank %s".formatted(digest.algorithm().label(), bank.label()));
          }
        });
    return Collections.unmodifiableSortedMap(new TreeMap<>(digests));
  }
}
