package dev.assay.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.golden.GoldenEvent;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.Quirk;
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
  /// What every document says of itself. Another number means that readers of this one would
  /// misunderstand it.
  public static final String FORMAT = "assay-golden-set/1";

  private static final Set<String> FIELDS =
      Set.of(
          "format", "id", "model", "layer", "firmwareVersion", "events", "finalValues", "quirks");

  private static final Set<String> HISTORY =
      Set.of(
          "state",
          "undecided",
          "createdBy",
          "createdAt",
          "approvedBy",
          "approvedAt",
          "from",
          "note",
          "differences");

  private static final Set<String> ALLOWED =
      Stream.concat(FIELDS.stream(), HISTORY.stream()).collect(Collectors.toUnmodifiableSet());

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .build();

  private GoldenJson() {}

  /// The document of a set, its fields in the order in which people read them.
  public static ObjectNode document(GoldenSet set) {
    ObjectNode document =
        JsonNodeFactory.instance
            .objectNode()
            .put("format", FORMAT)
            .put("id", set.id())
            .put("model", set.boardModel())
            .put("layer", set.layer().name())
            .put("firmwareVersion", set.firmwareVersion());
    ArrayNode events = document.putArray("events");
    set.events().forEach(event -> events.add(EventJson.write(event)));
    document.set("finalValues", DigestJson.write(set.finalValues()));
    ArrayNode quirks = document.putArray("quirks");
    set.quirks().forEach(quirk -> quirks.add(QuirkJson.write(quirk)));
    return document;
  }

  /// The canonical text: equal for equal sets, byte for byte (RFC 8785).
  public static String write(GoldenSet set) {
    try {
      return MAPPER.writeValueAsString(sorted(document(set)));
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

  /// Reads a document.
  ///
  /// @throws GoldenSetInvalid where it is no golden set of this format; says where and why
  public static GoldenSet read(String json) throws GoldenSetInvalid {
    Value document = new Value("", parsed(json));
    String format = document.member("format").text();
    if (!format.equals(FORMAT)) {
      throw new GoldenSetInvalid(
          "the format is %s, and this version reads %s".formatted(format, FORMAT));
    }
    document.allow(ALLOWED);
    List<GoldenEvent> events = new ArrayList<>();
    for (Value event : document.member("events").elements()) {
      events.add(EventJson.read(event));
    }
    String id = document.member("id").text();
    String model = document.member("model").text();
    Layer layer = layer(document.member("layer"));
    String version = document.member("firmwareVersion").text();
    PcrValues finalValues = DigestJson.readValues(document.member("finalValues"));
    List<Quirk> quirks = quirks(document);
    try {
      return new GoldenSet(id, model, layer, version, events, finalValues, quirks);
    } catch (IllegalArgumentException e) {
      throw new GoldenSetInvalid(String.valueOf(e.getMessage()), e);
    }
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

  private static JsonNode parsed(String json) throws GoldenSetInvalid {
    try {
      return MAPPER.readTree(json);
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
