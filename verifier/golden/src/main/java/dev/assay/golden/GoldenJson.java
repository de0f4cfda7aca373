package dev.assay.golden;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.golden.ExpectedComponents;
import dev.assay.appraisal.golden.GoldenEvent;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.Provenance;
import dev.assay.appraisal.golden.Quirk;
import dev.assay.appraisal.golden.SecureBootExpectation;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A golden set as a document. What a set demands of machines is read strictly: a field that is
/// missing, unknown or of another kind refuses the document, as half a set would judge wrongly. The
/// set's history may stand beside it, as the verifier hands it out; it demands nothing and is not
/// read.
public final class GoldenJson {
  /// What a document of the first form says of itself. Another number means that readers of this
  /// one would misunderstand it.
  public static final String FORMAT_1 = "assay-golden-set/1";

  /// Who put the set forward; signed with it, see [ProposedSet].
  static final String PROPOSAL = "proposal";

  /// What people signed it with; see [GoldenFile].
  static final String SIGNATURES = "signatures";

  /// The second form: with a provenance, Secure Boot's expectations and the rule `dbxAtLeast`, and
  /// an OS image of its own name.
  public static final String FORMAT_2 = "assay-golden-set/2";

  /// The third form: the second with the components that machines report.
  public static final String FORMAT_3 = "assay-golden-set/3";

  private static final String COMPONENTS = "components";

  private static final Set<String> FIELDS_1 =
      Set.of(
          "format", "id", "model", "layer", "firmwareVersion", "events", "finalValues", "quirks");

  private static final Set<String> FIELDS_2 =
      Set.of(
          "format",
          "id",
          "model",
          "osImage",
          "layer",
          "firmwareVersion",
          "events",
          "finalValues",
          "quirks",
          "secureBoot",
          "provenance");

  private static final Set<String> FIELDS_3 =
      Stream.concat(FIELDS_2.stream(), Stream.of(COMPONENTS))
          .collect(Collectors.toUnmodifiableSet());

  private static final Set<String> HISTORY =
      Set.of(
          PROPOSAL,
          SIGNATURES,
          "signaturesNeeded",
          "state",
          "undecided",
          "createdBy",
          "createdAt",
          "from",
          "steps",
          "endsAt",
          "share",
          "differences",
          "camps",
          "otherVersions",
          "componentDifferences");

  // Each level of nesting costs a document two bytes and a reader a hundred; sets, with their
  // history, need about ten.
  private static final int MAX_NESTING = 32;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .build();

  private GoldenJson() {}

  /// The form that a set is written in: the earliest whose readers understand it.
  public static String format(GoldenSet set) {
    if (set.components().isPresent()) {
      return FORMAT_3;
    }
    return set.provenance().isEmpty() && set.secureBoot().isEmpty() ? FORMAT_1 : FORMAT_2;
  }

  /// Whether the document names an OS image and no board model.
  public static boolean namesImage(GoldenSet set) {
    return set.layer() == Layer.OS && format(set).equals(FORMAT_2);
  }

  /// The document of a set, its fields in the order in which people read them.
  public static ObjectNode document(GoldenSet set) {
    ObjectNode document =
        JsonNodeFactory.instance
            .objectNode()
            .put("format", format(set))
            .put("id", set.id())
            .put(namesImage(set) ? "osImage" : "model", set.subject())
            .put("layer", set.layer().name())
            .put("firmwareVersion", set.firmwareVersion());
    set.secureBoot()
        .ifPresent(expected -> document.set("secureBoot", SecureBootJson.write(expected)));
    ArrayNode events = document.putArray("events");
    set.events().forEach(event -> events.add(EventJson.write(event)));
    document.set("finalValues", DigestJson.write(set.finalValues()));
    ArrayNode quirks = document.putArray("quirks");
    set.quirks().forEach(quirk -> quirks.add(QuirkJson.write(quirk)));
    set.components()
        .ifPresent(expected -> document.set(COMPONENTS, ComponentsJson.write(expected)));
    set.provenance().ifPresent(made -> document.set("provenance", ProvenanceJson.write(made)));
    return document;
  }

  /// The canonical text: equal for equal sets, byte for byte (RFC 8785).
  public static String write(GoldenSet set) {
    return canonical(document(set));
  }

  static String canonical(ObjectNode document) {
    try {
      return MAPPER.writeValueAsString(sorted(document));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a document that can't be written", e);
    }
  }

  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ObjectNode object) {
      Map<String, JsonNode> members = new TreeMap<>();
      object
          .properties()
          .forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
      return JsonNodeFactory.instance.objectNode().setAll(members);
    }
    if (node instanceof ArrayNode array) {
      ArrayNode elements = JsonNodeFactory.instance.arrayNode(array.size());
      array.forEach(element -> elements.add(sorted(element)));
      return elements;
    }
    return node;
  }

  /// Reads a document of any form.
  ///
  /// @throws GoldenSetInvalid where it is no golden set; says where and why
  public static GoldenSet read(String json) throws GoldenSetInvalid {
    return read(parsed(json));
  }

  /// Reads one document, or an array of them.
  ///
  /// @throws GoldenSetInvalid where one of them is no golden set, or there is none
  public static List<GoldenSet> readAll(String json) throws GoldenSetInvalid {
    Value all = parsed(json);
    if (!all.node().isArray()) {
      return List.of(read(all));
    }
    List<GoldenSet> sets = new ArrayList<>();
    for (Value document : all.elements()) {
      sets.add(read(document));
    }
    if (sets.isEmpty()) {
      throw all.wrong("a golden set: it is an empty list");
    }
    return sets;
  }

  private static GoldenSet read(Value document) throws GoldenSetInvalid {
    String format = document.member("format").text();
    document.allow(
        Stream.concat(fields(format).stream(), HISTORY.stream())
            .collect(Collectors.toUnmodifiableSet()));
    Layer layer = layer(document.member("layer"));
    Optional<Value> secureBoot = document.optional("secureBoot");
    Optional<SecureBootExpectation> expected =
        secureBoot.isPresent()
            ? Optional.of(SecureBootJson.read(secureBoot.get()))
            : Optional.empty();
    List<GoldenEvent> events = new ArrayList<>();
    for (Value event : document.member("events").elements()) {
      events.add(EventJson.read(event, expected));
    }
    Optional<Value> provenance = document.optional("provenance");
    Optional<Provenance> made =
        provenance.isPresent()
            ? Optional.of(ProvenanceJson.read(provenance.get()))
            : Optional.empty();
    String id = document.member("id").text();
    String subject = subject(document, !format.equals(FORMAT_1) && layer == Layer.OS);
    String version = document.member("firmwareVersion").text();
    PcrValues finalValues = DigestJson.readValues(document.member("finalValues"));
    List<Quirk> quirks = quirks(document);
    Optional<ExpectedComponents> components =
        format.equals(FORMAT_3)
            ? Optional.of(ComponentsJson.read(document.member(COMPONENTS)))
            : Optional.empty();
    try {
      return new GoldenSet(
          id, subject, layer, version, events, finalValues, quirks, expected, made, components);
    } catch (IllegalArgumentException e) {
      throw new GoldenSetInvalid(String.valueOf(e.getMessage()), e);
    }
  }

  private static Set<String> fields(String format) throws GoldenSetInvalid {
    return switch (format) {
      case FORMAT_1 -> FIELDS_1;
      case FORMAT_2 -> FIELDS_2;
      case FORMAT_3 -> FIELDS_3;
      default ->
          throw new GoldenSetInvalid(
              "the format is %s, and this version reads %s, %s and %s"
                  .formatted(format, FORMAT_1, FORMAT_2, FORMAT_3));
    };
  }

  /// One of the two names, and not the other.
  private static String subject(Value document, boolean image) throws GoldenSetInvalid {
    String other = image ? "model" : "osImage";
    if (document.optional(other).isPresent()) {
      throw new GoldenSetInvalid(other + " is no field of this layer");
    }
    return document.member(image ? "osImage" : "model").text();
  }

  /// Sets from before there were quirks have none: they excuse nothing.
  private static List<Quirk> quirks(Value document) throws GoldenSetInvalid {
    List<Quirk> quirks = new ArrayList<>();
    Optional<Value> list = document.optional("quirks");
    if (list.isPresent()) {
      for (Value quirk : list.get().elements()) {
        quirks.add(QuirkJson.read(quirk));
      }
    }
    return quirks;
  }

  static Value parsed(String json) throws GoldenSetInvalid {
    try {
      return Value.document(MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw new GoldenSetInvalid("it is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Layer layer(Value value) throws GoldenSetInvalid {
    return switch (value.text()) {
      case "FIRMWARE" -> Layer.FIRMWARE;
      case "OS" -> Layer.OS;
      default -> throw value.wrong("FIRMWARE or OS");
    };
  }
}
