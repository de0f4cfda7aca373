package dev.assay.verifier.it;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What one scrape showed: Prometheus' text format, version 0.0.4.
///
/// @param families by name: type and help
/// @param samples of all families, each with its labels
record Scrape(Map<String, Family> families, List<Sample> samples) {
  private static final Pattern META = Pattern.compile("# (HELP|TYPE) (\\S+) (.*)");
  // A bucket may end with an exemplar: the trace of one that fell into it.
  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*?)})? (\\S+)(?: # \\{.*} \\S+(?: \\S+)?)?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  record Family(String type, String help) {}

  record Sample(String name, Map<String, String> labels, String value) {}

  static Scrape of(String text) {
    var help = new HashMap<String, String>();
    var type = new HashMap<String, String>();
    List<Sample> samples = new ArrayList<>();
    for (var line : text.lines().toList()) {
      var meta = META.matcher(line);
      var sample = SAMPLE.matcher(line);
      if (meta.matches()) {
        (meta.group(1).equals("HELP") ? help : type).put(meta.group(2), meta.group(3));
      } else if (sample.matches()) {
        samples.add(
            new Sample(
                sample.group(1),
                labels(sample.group(2) == null ? "" : sample.group(2)),
                sample.group(3)));
      } else if (!line.isBlank() && !line.equals("# EOF")) {
        throw new AssertionError("not the text format: " + line);
      }
    }
    var families = new HashMap<String, Family>();
    type.forEach((name, of) -> families.put(name, new Family(of, help.getOrDefault(name, ""))));
    return new Scrape(families, samples);
  }

  private static Map<String, String> labels(String text) {
    return LABEL
        .matcher(text)
        .results()
        .collect(Collectors.toMap(label -> label.group(1), label -> label.group(2)));
  }

  /// The names of all samples.
  Set<String> names() {
    var names = new HashSet<String>();
    samples.forEach(sample -> names.add(sample.name()));
    return names;
  }
}
