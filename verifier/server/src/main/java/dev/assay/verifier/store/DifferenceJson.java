package dev.assay.verifier.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.golden.Difference;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Differences between siblings as a list; what each shows, in the siblings' order.
final class DifferenceJson {
  private DifferenceJson() {}

  static String write(List<Difference> differences) {
    var list = Json.array();
    for (var difference : differences) {
      var object = list.addObject();
      object.put("layer", difference.layer().name());
      object.put("pcr", difference.pcr().value());
      object.put("type", Integer.toUnsignedLong(difference.type().id()));
      object.put("label", difference.label());
      object.put("resolution", difference.resolution().name());
      var shown = object.putArray("shown");
      difference
          .shown()
          .forEach((sibling, text) -> shown.addObject().put("sibling", sibling).put("has", text));
    }
    return list.toString();
  }

  static List<Difference> read(String json) {
    var differences = new ArrayList<Difference>();
    Json.parse(json).forEach(object -> differences.add(difference(object)));
    return differences;
  }

  private static Difference difference(JsonNode object) {
    Map<String, String> shown = new LinkedHashMap<>();
    Json.member(object, "shown")
        .forEach(one -> shown.put(Json.text(one, "sibling"), Json.text(one, "has")));
    return new Difference(
        Layer.valueOf(Json.text(object, "layer")),
        PcrIndex.of(Json.member(object, "pcr").intValue()),
        new EventType((int) Json.member(object, "type").longValue()),
        Json.text(object, "label"),
        Difference.Resolution.valueOf(Json.text(object, "resolution")),
        shown);
  }
}
