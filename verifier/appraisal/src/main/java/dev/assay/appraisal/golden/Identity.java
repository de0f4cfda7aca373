package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// What makes two events equal: their type and their digests in the banks that all siblings have.
record Identity(EventType type, SortedMap<HashAlgorithm, Digest> digests) {
  Identity {
    digests = Collections.unmodifiableSortedMap(digests);
  }

  static Identity of(Event event, Collection<HashAlgorithm> banks) {
    SortedMap<HashAlgorithm, Digest> digests = new TreeMap<>();
    for (HashAlgorithm bank : banks) {
      digests.put(bank, Objects.requireNonNull(event.digests().get(bank)));
    }
    return new Identity(event.type(), digests);
  }
}
