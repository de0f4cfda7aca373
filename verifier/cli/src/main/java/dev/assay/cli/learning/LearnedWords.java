package dev.assay.cli.learning;

import dev.assay.appraisal.golden.Camp;
import dev.assay.appraisal.golden.Difference;
import dev.assay.appraisal.golden.Difference.Resolution;
import dev.assay.appraisal.golden.GoldenDraft;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.Rule;
import dev.assay.cli.view.GoldenReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What was learned from siblings, in lines for people.
public final class LearnedWords {
  private LearnedWords() {}

  /// Who was compared, who stands out in what, where they differ, what waits.
  public static List<String> of(MadeSets made) {
    var draft = made.draft();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s on %s; a quorum is %d."
            .formatted(
                machines(draft.machines()), version(draft.firmwareVersion()), draft.quorum()));
    draft
        .otherVersions()
        .forEach(
            other ->
                lines.add(
                    "Not part of it, as on %s: %s"
                        .formatted(
                            version(other.version()), named(other.machines(), other.examples()))));
    draft.camps().forEach(camp -> addCamp(lines, camp));
    draft.differences().forEach(difference -> lines.add(words(difference, draft)));
    made.waiting().forEach(layer -> lines.add(waiting(layer, draft)));
    return lines.stream().map(GoldenReport::shortDigests).toList();
  }

  private static void addCamp(List<String> lines, Camp camp) {
    lines.add(
        "%s, not part of the set: %s"
            .formatted(
                camp.machines() == 1
                    ? "1 machine stands out"
                    : camp.machines() + " machines stand out together",
                named(camp.machines(), camp.examples())));
    camp.shared().forEach(outlier -> lines.add("  " + outlier.words()));
  }

  private static String words(Difference difference, GoldenDraft draft) {
    var place =
        "%s, %s %s"
            .formatted(difference.pcr(), difference.type().name(), difference.label())
            .strip();
    if (difference.resolution() == Resolution.PER_MACHINE) {
      return "%s varies per machine: %s".formatted(place, fields(difference, draft));
    }
    return "Undecided: %s: %s"
        .formatted(
            place,
            difference.shown().entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(" | ")));
  }

  private static String fields(Difference difference, GoldenDraft draft) {
    return draft.events(difference.layer()).stream()
        .filter(event -> event.pcr().equals(difference.pcr()))
        .filter(event -> event.label().equals(difference.label()))
        .flatMap(event -> Stream.of(event.rule()))
        .filter(Rule.PerMachine.class::isInstance)
        .flatMap(rule -> ((Rule.PerMachine) rule).fields().stream())
        .map(field -> field.name().toLowerCase(Locale.ROOT).replace('_', ' '))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String waiting(Layer layer, GoldenDraft draft) {
    var name = layer.name().toLowerCase(Locale.ROOT);
    return draft.unlearned(layer).isEmpty()
        ? "No set of the layer %s: what is undecided is for you to judge; --accept-differences REASON makes it."
            .formatted(name)
        : "No set of the layer %s: the machines differ too much in %s to be learned from."
            .formatted(name, draft.unlearned(layer));
  }

  private static String version(String version) {
    return version.isEmpty()
        ? "firmware that measures no version"
        : "firmware version '%s'".formatted(version);
  }

  private static String machines(int count) {
    return count == 1 ? "1 machine" : count + " machines";
  }

  private static String named(int count, List<String> examples) {
    var names = String.join(", ", examples);
    return count > examples.size()
        ? "%s and %d more".formatted(names, count - examples.size())
        : names;
  }
}
