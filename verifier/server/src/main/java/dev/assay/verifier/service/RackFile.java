package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads which machine is in which rack: lines `ID,RACK` under the line `machine,rack`. An empty
/// rack takes a machine out of its rack. No value holds a comma, a quote or a line end.
final class RackFile {
  private static final int MOST_LINES = 10_000;
  private static final int MOST_TOLD = 10;

  private final Map<MachineId, Optional<Rack>> racks = new LinkedHashMap<>();
  private final List<String> wrong = new ArrayList<>();

  private RackFile() {}

  /// INVALID: what is wrong in which line, of the first ten.
  static Outcome<Map<MachineId, Optional<Rack>>> parse(String text) {
    return new RackFile().read(text);
  }

  private Outcome<Map<MachineId, Optional<Rack>>> read(String text) {
    var lines = text.replaceFirst("^\\uFEFF", "").lines().map(String::strip).toList();
    if (lines.isEmpty() || !lines.getFirst().replace(" ", "").equals("machine,rack")) {
      return declined(Decline.INVALID, "line 1: name the columns: machine,rack.");
    }
    if (lines.size() > MOST_LINES + 1) {
      return declined(Decline.INVALID, "A file has at most 10,000 lines under its column names.");
    }
    for (int i = 1; i < lines.size(); i++) {
      if (!lines.get(i).isEmpty()) {
        line(i + 1, lines.get(i));
      }
    }
    if (!wrong.isEmpty()) {
      return declined(Decline.INVALID, told());
    }
    return racks.isEmpty()
        ? declined(Decline.INVALID, "The file names no machine.")
        : done(Map.copyOf(racks));
  }

  private void line(int number, String line) {
    var values = line.split(",", -1);
    if (values.length != 2) {
      wrong.add("line %d: %d values under 2 columns".formatted(number, values.length));
      return;
    }
    var machine = MachineId.parse(values[0].strip());
    var name = values[1].strip();
    var rack = Rack.parse(name);
    if (machine.isEmpty()) {
      wrong.add(
          "line %d: machine must be an id of 64 lower-case hexadecimal digits".formatted(number));
    } else if (rack.isEmpty() && !name.isEmpty()) {
      wrong.add("line %d: rack must be %s, or nothing".formatted(number, Rack.SHAPE));
    } else if (racks.put(machine.get(), rack) != null) {
      wrong.add("line %d: machine %s again".formatted(number, machine.get().brief()));
    }
  }

  private String told() {
    var more = wrong.size() > MOST_TOLD ? "; and %d more".formatted(wrong.size() - MOST_TOLD) : "";
    return "Nothing was changed: "
        + String.join("; ", wrong.subList(0, Math.min(MOST_TOLD, wrong.size())))
        + more
        + ".";
  }
}
