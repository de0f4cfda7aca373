package dev.assay.cli.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventPayload;
import dev.assay.cli.view.FindingReport;

/// A log for programs: `{"format","banks":[…],"events":[{"index","pcr","type","typeId","digests":
/// {alg:hex},"trust","data":{…}}],"pcrs":{alg:{"0":hex,…}},"findings":[…]}`. The names are part of
/// the command's interface.
public final class LogJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LogJson() {}

  /// The whole log.
  public static ObjectNode of(LogReport report) {
    var log = JSON.createObjectNode().put("format", report.format());
    var banks = log.putArray("banks");
    report.banks().forEach(bank -> banks.add(bank.label()));
    var events = log.putArray("events");
    report.events().forEach(event -> events.add(event(event)));
    var pcrs = log.putObject("pcrs");
    for (var bank : report.banks()) {
      var values = pcrs.putObject(bank.label());
      report.values(bank).forEach((pcr, value) -> values.put(Integer.toString(pcr), value.toHex()));
    }
    var findings = log.putArray("findings");
    report.findings().forEach(finding -> findings.add(FindingReport.json(finding)));
    return log;
  }

  static ObjectNode event(Event event) {
    var node =
        JSON.createObjectNode()
            .put("index", event.index())
            .put("pcr", event.pcr())
            .put("type", event.type().name())
            .put("typeId", Integer.toUnsignedLong(event.type().id()));
    var digests = node.putObject("digests");
    event.digests().forEach((bank, digest) -> digests.put(bank.label(), digest.toHex()));
    node.put("trust", event.trust().name());
    node.set("data", data(event));
    return node;
  }

  /// The decoded data; where there is nothing decoded, the bytes as they are.
  static ObjectNode data(Event event) {
    var data = Decoded.kind(event.payload());
    return event.payload() instanceof EventPayload.Opaque
            || event.payload() instanceof EventPayload.Malformed
        ? data.put("hex", event.data().toHex())
        : data;
  }
}
