package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads which machine is in which rack: lines `ID,RACK` under the line `machine,rack`. An empty
/// rack takes a machine out of its rack. No value holds a comma, a quote or a line end.
final class RackFile {
  private static final int MOST_LINES = 10_000;

  private final Map<MachineId, Optional<Rack>> racks = new LinkedHashMap<>();
  private final WrongLines wrong = new WrongLines();

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
    if (wrong.count() > 0) {
      return declined(Decline.INVALID, wrong.told("Nothing was changed"));
    }
    return racks.isEmpty()
        ? declined(Decline.INVALID, "The file names no machine.")
        : done(Map.copyOf(racks));
  }

  private void line(int number, String line) {
    var values = line.split(",", -1);
    if (values.length != 2) {
      wrong.add(number, "%d values under 2 columns".formatted(values.length));
      return;
    }
    var machine = MachineId.parse(values[0].strip());
    var name = values[1].strip();
    var rack = Rack.parse(name);
    if (machine.isEmpty()) {
      wrong.add(number, "machine must be an id of 64 lower-case hexadecimal digits");
    } else if (rack.isEmpty() && !name.isEmpty()) {
      wrong.add(number, "rack must be %s, or nothing".formatted(Rack.SHAPE));
    } else if (racks.put(machine.get(), rack) != null) {
      wrong.add(number, "machine %s again".formatted(machine.get().brief()));
    }
  }
}
