package dev.assay.cli.verifier;

import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/// One finding as the verifier reports it.
public record FindingView(
    String code,
    String severity,
    String message,
    String remedy,
    OptionalInt pcr,
    OptionalInt event,
    Map<String, String> data) {
  /// Copies the data.
  public FindingView {
    data = Map.copyOf(data);
  }

  /// Reads it from the verifier's answer.
  public static FindingView of(Fields fields) {
    var data = new TreeMap<String, String>();
    var given = fields.object("data");
    given.names().forEach(name -> data.put(name, given.text(name)));
    return new FindingView(
        fields.text("code"),
        fields.text("severity"),
        fields.text("message"),
        OptionWords.in(fields.text("remedy")),
        fields.index("pcr"),
        fields.index("event"),
        data);
  }
}
