package dev.assay.cli.reference;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.golden.DigestJson;
import dev.assay.reference.Agreement;
import dev.assay.reference.ReferenceValues;
import java.util.Locale;

/// A vendor's statement for programs:
/// `{"kind","name","platform","signer","events":{pcr:[{bank:hex}]},
/// "finalValues":{bank:{pcr:hex}},"golden":[{"id","supported","events":[{"pcr","type","label",
/// "said"}],"values":[{"pcr","bank","said"}],"beside":{pcr:count}}]}`; `said` is `confirmed`,
/// `differs` or `silent`.
public final class ReferenceJson {
  private ReferenceJson() {}

  /// The statement alone.
  public static ObjectNode of(ReferenceValues values) {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", values.kind().label())
            .put("name", values.name())
            .put("platform", values.platform())
            .put("signer", values.signer());
    var events = json.putObject("events");
    values
        .events()
        .forEach(
            (pcr, measured) -> {
              var list = events.putArray(Integer.toString(pcr.value()));
              measured.forEach(digests -> list.add(DigestJson.write(digests)));
            });
    json.set("finalValues", DigestJson.write(values.finalValues()));
    json.putArray("golden");
    return json;
  }

  /// What it says of a set.
  public static ObjectNode of(GoldenSet set, Agreement agreement) {
    var json =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", set.id())
            .put("supported", agreement.supports());
    var events = json.putArray("events");
    for (var on : agreement.events()) {
      events
          .addObject()
          .put("pcr", on.event().pcr().value())
          .put("type", on.event().type().toString())
          .put("label", on.event().label())
          .put("said", said(on.word()));
    }
    var values = json.putArray("values");
    for (var on : agreement.values()) {
      values
          .addObject()
          .put("pcr", on.pcr().value())
          .put("bank", on.bank().label())
          .put("said", said(on.word()));
    }
    var beside = json.putObject("beside");
    agreement
        .beside()
        .forEach((pcr, count) -> beside.put(Integer.toString(pcr.value()), count.intValue()));
    return json;
  }

  private static String said(Agreement.Word word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
