package dev.assay.golden;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.golden.Oddity;
import dev.assay.appraisal.golden.Quirk;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.Arrays;
import java.util.Set;
import java.util.SortedMap;

/// One quirk: `{"oddity","pcr","event"}`, the event by its digests.
final class QuirkJson {
  private static final Set<String> FIELDS = Set.of("oddity", "pcr", "event");

  private QuirkJson() {}

  static ObjectNode write(Quirk quirk) {
    ObjectNode object =
        JsonNodeFactory.instance
            .objectNode()
            .put("oddity", quirk.oddity().name())
            .put("pcr", quirk.pcr().value());
    object.set("event", DigestJson.write(quirk.event()));
    return object;
  }

  static Quirk read(Value value) throws GoldenSetInvalid {
    value.allow(FIELDS);
    Oddity oddity = oddity(value.member("oddity"));
    PcrIndex pcr = EventJson.pcr(value.member("pcr"));
    SortedMap<HashAlgorithm, Digest> event = DigestJson.read(value.member("event"));
    try {
      return new Quirk(oddity, pcr, event);
    } catch (IllegalArgumentException e) {
      throw value.refused(e);
    }
  }

  private static Oddity oddity(Value value) throws GoldenSetInvalid {
    String name = value.text();
    return Arrays.stream(Oddity.values())
        .filter(known -> known.name().equals(name))
        .findFirst()
        .orElseThrow(() -> value.wrong("a finding that a golden set can excuse"));
  }
}
