package dev.assay.verifier.store;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.appraisal.finding.Severity;
import dev.assay.verifier.service.RecordedFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;

/// Findings as a list, in the order in which they were found.
final class FindingJson {
  private FindingJson() {}

  static String write(List<RecordedFinding> findings) {
    var list = Json.array();
    for (var finding : findings) {
      var object = list.addObject();
      object.put("code", finding.code());
      object.put("severity", finding.severity().name());
      object.put("message", finding.message());
      object.put("remedy", finding.remedy());
      finding.pcr().ifPresent(pcr -> object.put("pcr", pcr));
      finding.event().ifPresent(event -> object.put("event", event));
      var data = object.putObject("data");
      finding.data().forEach(data::put);
    }
    return list.toString();
  }

  static List<RecordedFinding> read(String json) {
    var findings = new ArrayList<RecordedFinding>();
    Json.parse(json).forEach(object -> findings.add(finding(object)));
    return findings;
  }

  private static RecordedFinding finding(JsonNode object) {
    var data = new TreeMap<String, String>();
    Json.member(object, "data")
        .properties()
        .forEach(member -> data.put(member.getKey(), member.getValue().asText()));
    return new RecordedFinding(
        Json.text(object, "code"),
        Severity.valueOf(Json.text(object, "severity")),
        Json.text(object, "message"),
        Json.text(object, "remedy"),
        integer(object, "pcr"),
        integer(object, "event"),
        data);
  }

  private static OptionalInt integer(JsonNode object, String name) {
    return object.has(name)
        ? OptionalInt.of(Json.member(object, name).intValue())
        : OptionalInt.empty();
  }
}
