package dev.assay.verifier.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.golden.Camp;
import dev.assay.appraisal.golden.ComponentDifference;
import dev.assay.appraisal.golden.ComponentList;
import dev.assay.appraisal.golden.Difference;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.OtherVersion;
import dev.assay.appraisal.golden.Outlier;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.verifier.service.Learning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What siblings showed: where they differ, who stands out, who was left out.
final class LearningJson {
  private LearningJson() {}

  static String write(Learning learning) {
    var object = Json.object();
    var differences = object.putArray("differences");
    learning.differences().forEach(difference -> differences.add(write(difference)));
    var camps = object.putArray("camps");
    learning.camps().forEach(camp -> camps.add(write(camp)));
    var others = object.putArray("otherVersions");
    for (var other : learning.otherVersions()) {
      var one = others.addObject();
      one.put("version", other.version()).put("machines", other.machines());
      other.examples().forEach(one.putArray("examples")::add);
    }
    var components = object.putArray("components");
    learning.components().forEach(difference -> components.add(write(difference)));
    return object.toString();
  }

  private static ObjectNode write(Difference difference) {
    var object = Json.object();
    object.put("layer", difference.layer().name());
    object.put("pcr", difference.pcr().value());
    object.put("type", Integer.toUnsignedLong(difference.type().id()));
    object.put("label", difference.label());
    object.put("resolution", difference.resolution().name());
    var shown = object.putArray("shown");
    difference
        .shown()
        .forEach((sibling, text) -> shown.addObject().put("sibling", sibling).put("has", text));
    return object;
  }

  private static ObjectNode write(ComponentDifference difference) {
    var object =
        Json.object()
            .put("list", difference.list().name())
            .put("words", difference.words())
            .put("resolution", difference.resolution().name())
            .put("shown", difference.shown());
    difference.examples().forEach(object.putArray("examples")::add);
    return object;
  }

  private static ObjectNode write(Camp camp) {
    var object = Json.object().put("machines", camp.machines());
    camp.examples().forEach(object.putArray("examples")::add);
    var shared = object.putArray("shared");
    camp.shared().forEach(outlier -> shared.add(write(outlier)));
    return object;
  }

  private static ObjectNode write(Outlier outlier) {
    var object =
        Json.object()
            .put("layer", outlier.layer().name())
            .put("pcr", outlier.pcr().value())
            .put("kind", outlier.kind().name())
            .put("type", Integer.toUnsignedLong(outlier.type().id()))
            .put("label", outlier.label())
            .put("shown", outlier.shown())
            .put("expected", outlier.expected())
            .put("machines", outlier.machines())
            .put("conforming", outlier.conforming())
            .put("siblings", outlier.siblings());
    outlier.examples().forEach(object.putArray("examples")::add);
    return object;
  }

  /// Of sets from before outliers or components were told of, the rest alone is there.
  static Learning read(String json) {
    var tree = Json.parse(json);
    if (tree.isArray()) {
      return new Learning(list(tree, LearningJson::difference), List.of(), List.of(), List.of());
    }
    return new Learning(
        list(Json.member(tree, "differences"), LearningJson::difference),
        list(Json.member(tree, "camps"), LearningJson::camp),
        list(Json.member(tree, "otherVersions"), LearningJson::otherVersion),
        list(tree.path("components"), LearningJson::componentDifference));
  }

  private static <T> List<T> list(JsonNode array, Function<JsonNode, T> read) {
    var elements = new ArrayList<T>();
    array.forEach(element -> elements.add(read.apply(element)));
    return elements;
  }

  private static Camp camp(JsonNode object) {
    return new Camp(
        number(object, "machines"),
        list(Json.member(object, "examples"), JsonNode::asText),
        list(Json.member(object, "shared"), LearningJson::outlier));
  }

  private static ComponentDifference componentDifference(JsonNode object) {
    return new ComponentDifference(
        ComponentList.valueOf(Json.text(object, "list")),
        Json.text(object, "words"),
        ComponentDifference.Resolution.valueOf(Json.text(object, "resolution")),
        Json.text(object, "shown"),
        list(Json.member(object, "examples"), JsonNode::asText));
  }

  private static OtherVersion otherVersion(JsonNode object) {
    return new OtherVersion(
        Json.text(object, "version"),
        number(object, "machines"),
        list(Json.member(object, "examples"), JsonNode::asText));
  }

  private static Outlier outlier(JsonNode object) {
    return new Outlier(
        Layer.valueOf(Json.text(object, "layer")),
        PcrIndex.of(number(object, "pcr")),
        Outlier.Kind.valueOf(Json.text(object, "kind")),
        new EventType((int) Json.member(object, "type").longValue()),
        Json.text(object, "label"),
        Json.text(object, "shown"),
        Json.text(object, "expected"),
        number(object, "machines"),
        number(object, "conforming"),
        number(object, "siblings"),
        list(Json.member(object, "examples"), JsonNode::asText));
  }

  private static int number(JsonNode object, String name) {
    return Json.member(object, name).intValue();
  }

  private static Difference difference(JsonNode object) {
    Map<String, String> shown = new LinkedHashMap<>();
    Json.member(object, "shown")
        .forEach(one -> shown.put(Json.text(one, "sibling"), Json.text(one, "has")));
    return new Difference(
        Layer.valueOf(Json.text(object, "layer")),
        PcrIndex.of(number(object, "pcr")),
        new EventType((int) Json.member(object, "type").longValue()),
        Json.text(object, "label"),
        Difference.Resolution.valueOf(Json.text(object, "resolution")),
        shown);
  }
}
