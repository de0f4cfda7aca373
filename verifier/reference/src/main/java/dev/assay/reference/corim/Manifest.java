package dev.assay.reference.corim;

import com.upokecenter.cbor.CBORObject;
import com.upokecenter.cbor.CBORType;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.reference.ReferenceRefused;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The payload of a CoRIM as far as it speaks of PCRs: the reference triples of its CoMIDs.
final class Manifest {
  private static final int COMID = 506;
  private static final int TIME = 1;

  private final Map<HashAlgorithm, SortedMap<PcrIndex, Digest>> values =
      new EnumMap<>(HashAlgorithm.class);
  private final Set<String> platforms = new LinkedHashSet<>();
  private final String name;

  private Manifest(String name) {
    this.name = name;
  }

  /// Reads corim-map (draft-ietf-rats-corim, section "CoRIM Map").
  static Manifest read(Item corim, Instant time) throws ReferenceRefused {
    Item id = corim.member(0, "id").bare();
    Manifest manifest = new Manifest(id.isText() ? id.text() : id.bytes().toHex());
    Optional<Item> validity = corim.optional(4, "rim-validity");
    if (validity.isPresent()) {
      requireValid(validity.get(), time);
    }
    Item tags = corim.member(1, "tags");
    for (int i = 0; i < tags.size(); i++) {
      Optional<Item> comid = tags.element(i).untagged(COMID);
      if (comid.isPresent()) {
        manifest.addComid(Item.decode("comid", comid.get().bytes()));
      }
    }
    if (manifest.values.isEmpty()) {
      throw new ReferenceRefused("it says nothing of any PCR");
    }
    return manifest;
  }

  String name() {
    return name;
  }

  /// Vendors and models, as its environments name them.
  String platform() {
    return String.join(", ", platforms);
  }

  /// What the PCRs hold.
  PcrValues values() {
    return new PcrValues(new TreeMap<>(values));
  }

  private static void requireValid(Item validity, Instant time) throws ReferenceRefused {
    Optional<Item> from = validity.optional(0, "not-before");
    if (from.isPresent() && time.isBefore(instant(from.get()))) {
      throw new ReferenceRefused("it is not valid yet");
    }
    if (time.isAfter(instant(validity.member(1, "not-after")))) {
      throw new ReferenceRefused("it is no longer valid");
    }
  }

  private static Instant instant(Item item) throws ReferenceRefused {
    CBORObject seconds = item.untagged(TIME).orElse(item).value();
    if (seconds.getType() != CBORType.Integer || !seconds.AsNumber().CanFitInInt64()) {
      throw item.wrong("a time in whole seconds");
    }
    long value = seconds.AsInt64Value();
    if (value < 0 || value > Instant.MAX.getEpochSecond()) {
      throw item.wrong("a time after 1970");
    }
    return Instant.ofEpochSecond(value);
  }

  private void addComid(Item comid) throws ReferenceRefused {
    Optional<Item> triples = comid.member(4, "triples").optional(0, "reference-triples");
    if (triples.isPresent()) {
      for (int i = 0; i < triples.get().size(); i++) {
        Item triple = triples.get().element(i);
        addPlatform(triple.element(0, 2));
        addMeasurements(triple.element(1, 2));
      }
    }
  }

  private void addPlatform(Item environment) throws ReferenceRefused {
    Optional<Item> type = environment.optional(0, "class");
    if (type.isPresent()) {
      Optional<Item> vendor = type.get().optional(1, "vendor");
      Optional<Item> model = type.get().optional(2, "model");
      String words =
          ((vendor.isPresent() ? vendor.get().text() : "")
                  + " "
                  + (model.isPresent() ? model.get().text() : ""))
              .strip();
      if (!words.isEmpty()) {
        platforms.add(words);
      }
    }
  }

  private void addMeasurements(Item measurements) throws ReferenceRefused {
    for (int i = 0; i < measurements.size(); i++) {
      Item measurement = measurements.element(i);
      Item value = measurement.member(1, "mval");
      Optional<Item> registers = value.optional(14, "integrity-registers");
      if (registers.isPresent()) {
        for (CBORObject key : registers.get().keys()) {
          Item digests = registers.get().at(key);
          addDigests(pcr(new Item(digests.path(), key)), digests);
        }
      }
      addKeyed(measurement, value);
    }
  }

  /// Profiles for TPMs from before there were integrity registers name the PCR by the measurement's
  /// key, and have its value among the digests.
  private void addKeyed(Item measurement, Item value) throws ReferenceRefused {
    Optional<Item> key = measurement.optional(0, "mkey");
    Optional<Item> digests = value.optional(2, "digests");
    if (key.isPresent() && key.get().isNumber() && digests.isPresent()) {
      addDigests(pcr(key.get()), digests.get());
    }
  }

  private static PcrIndex pcr(Item item) throws ReferenceRefused {
    int index = item.number();
    if (index < 0 || index >= PcrIndex.COUNT) {
      throw item.wrong("the index of a PCR");
    }
    return PcrIndex.of(index);
  }

  /// Digests of algorithms that no PCR bank has are left alone.
  private void addDigests(PcrIndex pcr, Item digests) throws ReferenceRefused {
    for (int i = 0; i < digests.size(); i++) {
      Item digest = digests.element(i);
      Optional<HashAlgorithm> algorithm = DigestIds.algorithm(digest.element(0, 2));
      if (algorithm.isPresent()) {
        add(pcr, digest(algorithm.get(), digest.element(1, 2)), digest);
      }
    }
  }

  private static Digest digest(HashAlgorithm algorithm, Item bytes) throws ReferenceRefused {
    try {
      return new Digest(algorithm, bytes.bytes());
    } catch (IllegalArgumentException _) {
      throw bytes.wrong("a digest of " + algorithm.label());
    }
  }

  /// Two values of one PCR would let anybody pick.
  private void add(PcrIndex pcr, Digest digest, Item where) throws ReferenceRefused {
    Digest before =
        values.computeIfAbsent(digest.algorithm(), _ -> new TreeMap<>()).put(pcr, digest);
    if (before != null && !before.equals(digest)) {
      throw new ReferenceRefused(where.path() + " gives " + pcr + " a second value");
    }
  }
}
