package dev.assay.golden;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.golden.GoldenEvent;
import dev.assay.appraisal.golden.Rule;
import dev.assay.appraisal.golden.SecureBootExpectation;
import dev.assay.appraisal.golden.VaryingField;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// One golden event: `{"pcr","type","label","rule","optional","digests","fields","rest","reason"}`.
final class EventJson {
  private static final Set<String> FIELDS =
      Set.of("pcr", "type", "label", "rule", "optional", "digests", "fields", "rest", "reason");
  private static final String EXACTLY = "exactly";
  private static final String ONE_OF = "oneOf";
  private static final String PER_MACHINE = "perMachine";
  private static final String DBX_AT_LEAST = "dbxAtLeast";

  private EventJson() {}

  static ObjectNode write(GoldenEvent event) {
    ObjectNode object =
        JsonNodeFactory.instance
            .objectNode()
            .put("pcr", event.pcr().value())
            .put("type", event.type().name())
            .put("label", event.label())
            .put("optional", event.optional());
    switch (event.rule()) {
      case Rule.Exactly(SortedMap<HashAlgorithm, Digest> digests) ->
          object.put("rule", EXACTLY).putArray("digests").add(DigestJson.write(digests));
      case Rule.OneOf(List<SortedMap<HashAlgorithm, Digest>> alternatives) -> {
        ArrayNode list = object.put("rule", ONE_OF).putArray("digests");
        alternatives.forEach(digests -> list.add(DigestJson.write(digests)));
      }
      case Rule.DbxAtLeast(SortedMap<HashAlgorithm, Digest> digests, _) ->
          object.put("rule", DBX_AT_LEAST).putArray("digests").add(DigestJson.write(digests));
      case Rule.PerMachine(Set<VaryingField> fields, Digest rest, String reason) -> {
        ArrayNode names = object.put("rule", PER_MACHINE).putArray("fields");
        fields.stream().map(Enum::name).sorted().forEach(names::add);
        object.put("rest", rest.toHex()).put("reason", reason);
      }
    }
    return object;
  }

  /// @param secureBoot the set's, which has the entries of dbx
  static GoldenEvent read(Value value, Optional<SecureBootExpectation> secureBoot)
      throws GoldenSetInvalid {
    value.allow(FIELDS);
    PcrIndex pcr = pcr(value.member("pcr"));
    EventType type = type(value.member("type"));
    String label = value.member("label").text();
    Rule rule = rule(value, secureBoot);
    boolean optional = value.member("optional").flag();
    try {
      return new GoldenEvent(pcr, type, label, rule, optional);
    } catch (IllegalArgumentException e) {
      throw value.refused(e);
    }
  }

  static PcrIndex pcr(Value value) throws GoldenSetInvalid {
    int pcr = value.integer();
    if (pcr < 0 || pcr >= PcrIndex.COUNT) {
      throw value.wrong("a PCR from 0 to 23");
    }
    return PcrIndex.of(pcr);
  }

  private static EventType type(Value value) throws GoldenSetInvalid {
    return EventType.ofName(value.text())
        .orElseThrow(() -> value.wrong("the name of an event type, nor a number as 0x8000FFFF"));
  }

  private static Rule rule(Value value, Optional<SecureBootExpectation> secureBoot)
      throws GoldenSetInvalid {
    Value rule = value.member("rule");
    List<SortedMap<HashAlgorithm, Digest>> digests = digests(value);
    boolean varies = rule.text().equals(PER_MACHINE);
    if (digests.isEmpty() != varies || hasVaryingPart(value) != varies) {
      throw value.wrong(
          "of one rule: exactly, oneOf and dbxAtLeast have digests, perMachine has fields, rest and"
              + " reason");
    }
    return switch (rule.text()) {
      case EXACTLY -> new Rule.Exactly(one(value, digests));
      case ONE_OF -> new Rule.OneOf(digests);
      case DBX_AT_LEAST ->
          new Rule.DbxAtLeast(
              one(value, digests),
              secureBoot
                  .orElseThrow(() -> rule.wrong("of a set that says in secureBoot what dbx holds"))
                  .dbx());
      case PER_MACHINE -> perMachine(value);
      default -> throw rule.wrong("exactly, oneOf, dbxAtLeast or perMachine");
    };
  }

  private static SortedMap<HashAlgorithm, Digest> one(
      Value value, List<SortedMap<HashAlgorithm, Digest>> digests) throws GoldenSetInvalid {
    if (digests.size() != 1) {
      throw value.member("digests").wrong("one alternative, as the rule needs");
    }
    return digests.getFirst();
  }

  private static List<SortedMap<HashAlgorithm, Digest>> digests(Value value)
      throws GoldenSetInvalid {
    List<SortedMap<HashAlgorithm, Digest>> alternatives = new ArrayList<>();
    Optional<Value> list = value.optional("digests");
    if (list.isPresent()) {
      for (Value element : list.get().elements()) {
        SortedMap<HashAlgorithm, Digest> digests = DigestJson.read(element);
        if (digests.isEmpty()) {
          throw element.wrong("a digest of any bank");
        }
        alternatives.add(digests);
      }
    }
    return alternatives;
  }

  private static boolean hasVaryingPart(Value value) throws GoldenSetInvalid {
    Optional<Value> fields = value.optional("fields");
    boolean named = fields.isPresent() && !fields.get().elements().isEmpty();
    return named || value.optional("rest").isPresent() || value.optional("reason").isPresent();
  }

  private static Rule perMachine(Value value) throws GoldenSetInvalid {
    Set<VaryingField> fields = EnumSet.noneOf(VaryingField.class);
    for (Value field : value.member("fields").elements()) {
      String name = field.text();
      fields.add(
          Arrays.stream(VaryingField.values())
              .filter(known -> known.name().equals(name))
              .findFirst()
              .orElseThrow(() -> field.wrong("a field that may vary per machine")));
    }
    if (fields.isEmpty()) {
      throw value.member("fields").wrong("naming any field that varies");
    }
    return new Rule.PerMachine(
        fields,
        DigestJson.digest(HashAlgorithm.SHA256, value.member("rest")),
        value.member("reason").text());
  }
}
