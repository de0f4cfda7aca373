package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Reads a manifest: lines of values between commas under a line of column names. No value of a
/// manifest holds a comma, a quote or a line end, so there is no quoting.
final class ManifestFile {
  static final int MOST_LINES = 10_000;
  private static final int LONGEST_SERIAL = 40;
  private static final String HASH = "ek_sha256";
  private static final String SERIAL = "ek_serial";
  private static final String MODEL = "model";
  private static final String SHIPMENT = "shipment";
  private static final String CHASSIS = "chassis_serial";
  private static final String RACK = "rack";
  private static final Set<String> COLUMNS = Set.of(HASH, SERIAL, MODEL, SHIPMENT, CHASSIS, RACK);
  private static final String HEADER =
      "line 1: name the columns: ek_sha256 or ek_serial (or both), model, shipment, and"
          + " chassis_serial and rack if you have them, each once, between commas";

  private final WrongLines wrong = new WrongLines();
  private final Map<String, Integer> seen = new HashMap<>();

  private ManifestFile() {}

  /// All lines. INVALID: what is wrong in which line, of the first ten.
  static Outcome<List<ManifestLine>> parse(String text) {
    return new ManifestFile().read(text);
  }

  private Outcome<List<ManifestLine>> read(String text) {
    var lines = text.replaceFirst("^\\uFEFF", "").lines().map(String::strip).toList();
    var columns = lines.isEmpty() ? List.<String>of() : values(lines.getFirst());
    if (!isHeader(columns)) {
      return declined(Decline.INVALID, HEADER + ".");
    }
    if (lines.size() == 1 || lines.size() > MOST_LINES + 1) {
      return declined(Decline.INVALID, "A manifest has 1 to 10,000 lines under its column names.");
    }
    var read =
        IntStream.range(1, lines.size())
            .filter(index -> !lines.get(index).isEmpty())
            .mapToObj(index -> line(index + 1, columns, values(lines.get(index))))
            .flatMap(Optional::stream)
            .toList();
    return wrong.count() == 0
        ? done(read)
        : declined(Decline.INVALID, wrong.told("Nothing was imported"));
  }

  private static List<String> values(String line) {
    return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
  }

  private static boolean isHeader(List<String> columns) {
    return COLUMNS.containsAll(columns)
        && new HashSet<>(columns).size() == columns.size()
        && columns.containsAll(List.of(MODEL, SHIPMENT))
        && (columns.contains(HASH) || columns.contains(SERIAL));
  }

  private Optional<ManifestLine> line(int number, List<String> columns, List<String> values) {
    if (values.size() != columns.size()) {
      wrong.add(number, "%d values under %d columns".formatted(values.size(), columns.size()));
      return Optional.empty();
    }
    var found = wrong.count();
    Function<String, String> value =
        name -> columns.contains(name) ? values.get(columns.indexOf(name)) : "";
    var hash = read(number, HASH, value, ManifestFile::hash, "64 hexadecimal digits");
    var serial = read(number, SERIAL, value, ManifestFile::serial, "1 to 40 hexadecimal digits");
    var model = read(number, MODEL, value, BoardModel::parse, BoardModel.SHAPE);
    var shipment = read(number, SHIPMENT, value, BoardModel::parse, BoardModel.SHAPE);
    var chassis =
        read(
            number,
            CHASSIS,
            value,
            ManifestFile::chassis,
            "a serial number that tells machines apart");
    var rack = read(number, RACK, value, Rack::parse, Rack.SHAPE);
    if (wrong.count() == found && hash.isEmpty() && serial.isEmpty()) {
      wrong.add(number, "neither ek_sha256 nor ek_serial");
    }
    Stream.concat(hash.map(Digest::toHex).stream(), serial.stream())
        .forEach(ek -> once(number, ek));
    return model.flatMap(
        named ->
            shipment.map(
                of -> new ManifestLine(number, hash, serial, named, of.name(), chassis, rack)));
  }

  private <T> Optional<T> read(
      int number,
      String column,
      Function<String, String> value,
      Function<String, Optional<T>> grammar,
      String shape) {
    var text = value.apply(column);
    boolean required = column.equals(MODEL) || column.equals(SHIPMENT);
    if (text.isEmpty() && !required) {
      return Optional.empty();
    }
    var read = grammar.apply(text);
    if (read.isEmpty()) {
      wrong.add(number, "%s must be %s".formatted(column, shape));
    }
    return read;
  }

  private void once(int number, String ek) {
    var before = seen.putIfAbsent(ek, number);
    if (before != null) {
      wrong.add(number, "the EK of line %d again".formatted(before));
    }
  }

  private static Optional<Digest> hash(String text) {
    return text.matches("[0-9A-Fa-f]{64}")
        ? Optional.of(Digest.of(HashAlgorithm.SHA256, text.toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  /// As certificates show it: with or without colons and leading zeros.
  private static Optional<String> serial(String text) {
    var digits = text.replace(":", "").toLowerCase(Locale.ROOT).replaceFirst("^0+(?=.)", "");
    return digits.matches("[0-9a-f]{1," + LONGEST_SERIAL + "}")
        ? Optional.of(digits)
        : Optional.empty();
  }

  private static Optional<String> chassis(String text) {
    return Text.written(text, HostFacts.MAXIMUM)
        .flatMap(serial -> Serials.chassis(new HostFacts(Map.of(HostFact.CHASSIS_SERIAL, serial))));
  }
}
