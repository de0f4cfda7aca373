package dev.assay.cli.ima;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.ima.BootAggregate;
import dev.assay.appraisal.ima.ImaContent;
import dev.assay.appraisal.ima.ImaEntry;
import dev.assay.appraisal.ima.ImaField;
import dev.assay.appraisal.ima.ImaReplay;
import dev.assay.appraisal.tpm.Digest;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A list for programs: `{"templateHash","entries":[{"index","pcr","template","templateHash",
/// "trust","data":{…}}],"pcrs":{alg:{"10":{"ownHash","listDigest"}}},"explained":{"entries","bytes",
/// "banks":{alg:"OWN_HASH"}},"bootAggregate":{…},"findings":[…]}`; `explained` where PCR 10 was
/// given and is, `bootAggregate` where a log was given. The names are part of the command's
/// interface.
public final class ImaJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ImaJson() {}

  /// Writes the whole list, entry by entry: all of them at once may be more than memory holds.
  public static void write(ImaReport report, Writer out) throws IOException {
    try (var json = JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("templateHash", report.list().algorithm().label());
      json.writeArrayFieldStart("entries");
      for (var entry : report.list().entries()) {
        json.writeTree(entry(entry));
      }
      json.writeEndArray();
      for (var member : fit(report).properties()) {
        json.writeFieldName(member.getKey());
        json.writeTree(member.getValue());
      }
      json.writeEndObject();
    }
  }

  /// What follows the entries.
  private static ObjectNode fit(ImaReport report) {
    var node = NODES.objectNode();
    node.set("pcrs", pcrs(report.replay()));
    report
        .explained()
        .ifPresent(explained -> node.set("explained", explained(explained, report.quoted())));
    report.bootAggregate().ifPresent(found -> node.set("bootAggregate", bootAggregate(found)));
    var findings = node.putArray("findings");
    report.findings().forEach(finding -> findings.add(finding(finding)));
    return node;
  }

  private static ObjectNode entry(ImaEntry entry) {
    var node =
        NODES
            .objectNode()
            .put("index", entry.index())
            .put("pcr", entry.pcr().value())
            .put("template", entry.template())
            .put("templateHash", entry.templateHash().toHex())
            .put("trust", entry.trust().name());
    node.set("data", data(entry));
    return node;
  }

  /// The fields by their names; where nothing is decoded, the bytes as they are.
  private static ObjectNode data(ImaEntry entry) {
    var node = NODES.objectNode();
    switch (entry.content()) {
      case ImaContent.Fields(var fields) -> fields.forEach(field -> put(node, field));
      case ImaContent.Opaque _ -> node.put("hex", entry.data().toHex());
      case ImaContent.Malformed(var reason) ->
          node.put("malformed", reason).put("hex", entry.data().toHex());
    }
    return node;
  }

  private static void put(ObjectNode data, ImaField field) {
    switch (field) {
      case ImaField.FileDigest digest ->
          data.set(data.has("digest") ? "signedDigest" : "digest", digest(digest));
      case ImaField.Name(var value) ->
          data.put("name", new String(value.toArray(), StandardCharsets.UTF_8));
      case ImaField.Signature signature -> data.set("signature", signature(signature));
      case ImaField.AppendedSignature(var value) -> data.put("appendedSignature", value.toHex());
      case ImaField.Buffer(var value) -> data.put("buffer", value.toHex());
      case ImaField.AttributeNames(var names) -> {
        var array = data.putArray("attributeNames");
        names.forEach(array::add);
      }
      case ImaField.AttributeLengths(var lengths) -> {
        var array = data.putArray("attributeLengths");
        lengths.forEach(array::add);
      }
      case ImaField.AttributeValues(var value) -> data.put("attributeValues", value.toHex());
      case ImaField.InodeNumber(var id, var value) ->
          value.ifPresent(number -> data.put(id, number.longValue()));
    }
  }

  private static ObjectNode digest(ImaField.FileDigest digest) {
    var node = NODES.objectNode();
    if (!digest.kind().isEmpty()) {
      node.put("kind", digest.kind());
    }
    return node.put("algorithm", digest.algorithm()).put("value", digest.value().toHex());
  }

  private static ObjectNode signature(ImaField.Signature signature) {
    var node = NODES.objectNode();
    signature
        .header()
        .ifPresent(
            header ->
                node.put("type", header.type())
                    .put("version", header.version())
                    .put("hash", header.hash())
                    .put("keyId", header.keyId().toHex()));
    return node.put("value", signature.value().toHex());
  }

  private static ObjectNode pcrs(ImaReplay replay) {
    var node = NODES.objectNode();
    replay
        .ownHash()
        .banks()
        .forEach(
            (bank, values) -> {
              var ofBank = node.putObject(bank.label());
              values.forEach(
                  (pcr, value) -> {
                    var both =
                        ofBank
                            .putObject(Integer.toString(pcr.value()))
                            .put("ownHash", value.toHex());
                    replay
                        .listDigest()
                        .get(bank, pcr)
                        .ifPresent(listed -> both.put("listDigest", listed.toHex()));
                  });
            });
    return node;
  }

  private static ObjectNode explained(ImaReplay explained, List<Digest> quoted) {
    var node =
        NODES.objectNode().put("entries", explained.entries()).put("bytes", explained.bytes());
    var banks = node.putObject("banks");
    for (var value : quoted) {
      explained
          .matching(value)
          .ifPresent(extension -> banks.put(value.algorithm().label(), extension.name()));
    }
    return node;
  }

  private static ObjectNode bootAggregate(BootAggregate aggregate) {
    var node = NODES.objectNode();
    return switch (aggregate) {
      case BootAggregate.Matches(var bank, var last) ->
          node.put("result", "matches").put("bank", bank.label()).put("lastPcr", last);
      case BootAggregate.Differs(var measured, var expected) ->
          node.put("result", "differs")
              .put("bank", measured.algorithm().label())
              .put("measured", measured.toHex())
              .put("expected", expected.toHex());
      case BootAggregate.Missing _ -> node.put("result", "missing");
      case BootAggregate.NotComparable(var algorithm) ->
          node.put("result", "notComparable").put("bank", algorithm);
    };
  }

  private static ObjectNode finding(ImaFinding finding) {
    var node = NODES.objectNode().put("code", finding.code()).put("severity", "VIOLATION");
    finding.entry().ifPresent(entry -> node.put("entry", entry));
    return node.put("message", finding.message()).put("remedy", finding.remedy());
  }
}
