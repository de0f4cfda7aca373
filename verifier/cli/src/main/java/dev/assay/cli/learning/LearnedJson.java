package dev.assay.cli.learning;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.golden.Difference;
import dev.assay.appraisal.golden.Outlier;
import dev.assay.golden.GoldenJson;

/// The same for programs: `{"machines","quorum","firmwareVersion","otherVersions","camps",
/// "differences","waiting","sets"}`. The names are part of the command's interface.
public final class LearnedJson {
  private LearnedJson() {}

  /// The whole report, with the sets.
  public static ObjectNode of(MadeSets made) {
    var draft = made.draft();
    var report =
        JsonNodeFactory.instance
            .objectNode()
            .put("machines", draft.machines())
            .put("quorum", draft.quorum())
            .put("firmwareVersion", draft.firmwareVersion());
    var others = report.putArray("otherVersions");
    for (var other : draft.otherVersions()) {
      others
          .addObject()
          .put("version", other.version())
          .put("machines", other.machines())
          .set("examples", names(other.examples()));
    }
    var camps = report.putArray("camps");
    for (var camp : draft.camps()) {
      var object = camps.addObject().put("machines", camp.machines());
      object.set("examples", names(camp.examples()));
      var shared = object.putArray("shared");
      camp.shared().forEach(outlier -> shared.add(outlier(outlier)));
    }
    var differences = report.putArray("differences");
    draft.differences().forEach(difference -> differences.add(difference(difference)));
    var waiting = report.putArray("waiting");
    made.waiting().forEach(layer -> waiting.add(layer.name()));
    var sets = report.putArray("sets");
    made.sets().forEach(set -> sets.add(GoldenJson.document(set)));
    return report;
  }

  private static ObjectNode outlier(Outlier outlier) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("layer", outlier.layer().name())
        .put("pcr", outlier.pcr().value())
        .put("kind", outlier.kind().name())
        .put("type", outlier.type().name())
        .put("label", outlier.label())
        .put("shown", outlier.shown())
        .put("expected", outlier.expected())
        .put("machines", outlier.machines())
        .put("conforming", outlier.conforming())
        .put("siblings", outlier.siblings())
        .set("examples", names(outlier.examples()));
  }

  private static ObjectNode difference(Difference difference) {
    var object =
        JsonNodeFactory.instance
            .objectNode()
            .put("layer", difference.layer().name())
            .put("pcr", difference.pcr().value())
            .put("type", difference.type().name())
            .put("label", difference.label())
            .put("resolution", difference.resolution().name());
    var shown = object.putObject("shown");
    difference.shown().forEach(shown::put);
    return object;
  }

  private static ArrayNode names(Iterable<String> texts) {
    var names = JsonNodeFactory.instance.arrayNode();
    texts.forEach(names::add);
    return names;
  }
}
