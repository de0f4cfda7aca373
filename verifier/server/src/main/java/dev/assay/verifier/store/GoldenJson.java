package dev.assay.verifier.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.golden.GoldenEvent;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.Rule;
import dev.assay.appraisal.golden.VaryingField;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.SortedMap;

/// A golden set as a document. `format` tells later versions what they read.
final class GoldenJson {
  private static final int FORMAT = 1;

  private GoldenJson() {}

  static String write(GoldenSet set) {
    var document = Json.object();
    document.put("format", FORMAT);
    document.put("id", set.id());
    document.put("boardModel", set.boardModel());
    document.put("layer", set.layer().name());
    document.put("firmwareVersion", set.firmwareVersion());
    var events = document.putArray("events");
    set.events().forEach(event -> events.add(write(event)));
    document.set("finalValues", PcrJson.write(set.finalValues()));
    return document.toString();
  }

  static GoldenSet read(String json) {
    var document = Json.parse(json);
    int format = Json.member(document, "format").intValue();
    if (format != FORMAT) {
      throw new IllegalStateException("A golden set of format " + format + " can't be read here");
    }
    var events = new ArrayList<GoldenEvent>();
    Json.member(document, "events").forEach(event -> events.add(event(event)));
    return new GoldenSet(
        Json.text(document, "id"),
        Json.text(document, "boardModel"),
        Layer.valueOf(Json.text(document, "layer")),
        Json.text(document, "firmwareVersion"),
        events,
        PcrJson.read(Json.member(document, "finalValues")));
  }

  private static ObjectNode write(GoldenEvent event) {
    var object = Json.object();
    object.put("pcr", event.pcr().value());
    object.put("type", Integer.toUnsignedLong(event.type().id()));
    object.put("label", event.label());
    object.put("optional", event.optional());
    switch (event.rule()) {
      case Rule.Exactly(var digests) -> object.set("exactly", PcrJson.writeDigests(digests));
      case Rule.OneOf(var alternatives) -> {
        var list = object.putArray("oneOf");
        alternatives.forEach(digests -> list.add(PcrJson.writeDigests(digests)));
      }
      case Rule.PerMachine(var fields, var rest, var reason) -> {
        var rule = object.putObject("perMachine");
        var names = rule.putArray("fields");
        fields.forEach(field -> names.add(field.name()));
        rule.put("rest", rest.toHex());
        rule.put("reason", reason);
      }
    }
    return object;
  }

  private static GoldenEvent event(JsonNode object) {
    return new GoldenEvent(
        PcrIndex.of(Json.member(object, "pcr").intValue()),
        new EventType((int) Json.member(object, "type").longValue()),
        Json.text(object, "label"),
        rule(object),
        Json.member(object, "optional").booleanValue());
  }

  private static Rule rule(JsonNode object) {
    if (object.has("exactly")) {
      return new Rule.Exactly(PcrJson.readDigests(Json.member(object, "exactly")));
    }
    if (object.has("oneOf")) {
      var alternatives = new ArrayList<SortedMap<HashAlgorithm, Digest>>();
      Json.member(object, "oneOf").forEach(one -> alternatives.add(PcrJson.readDigests(one)));
      return new Rule.OneOf(alternatives);
    }
    var rule = Json.member(object, "perMachine");
    var fields = EnumSet.noneOf(VaryingField.class);
    Json.member(rule, "fields").forEach(name -> fields.add(VaryingField.valueOf(name.asText())));
    return new Rule.PerMachine(
        fields,
        Digest.of(HashAlgorithm.SHA256, Json.text(rule, "rest")),
        Json.text(rule, "reason"));
  }
}
