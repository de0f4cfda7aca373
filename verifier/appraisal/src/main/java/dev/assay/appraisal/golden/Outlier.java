package dev.assay.appraisal.golden;

import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.List;
import java.util.stream.Stream;

/// What few siblings show where a quorum shows something else. It is not in the set.
///
/// @param label a hint for people
/// @param shown what these machines have there; "" where they have nothing
/// @param expected what the quorum has there; "" where it has nothing
/// @param machines how many show this
/// @param conforming how many show what the quorum shows
/// @param siblings how many machines were compared
/// @param examples some of the machines by name, in the order of the names
public record Outlier(
    Layer layer,
    PcrIndex pcr,
    Kind kind,
    EventType type,
    String label,
    String shown,
    String expected,
    int machines,
    int conforming,
    int siblings,
    List<String> examples) {
  /// How many machines are named; the others are counted.
  static final int NAMED = 16;

  /// In what these machines stand out.
  public enum Kind {
    /// They measured another value.
    CHANGED,
    /// They measured something that the others did not.
    ADDED,
    /// They did not measure what the others did.
    MISSING,
    /// They measured it at another place among the others.
    MOVED,
    /// They measured the same, and the PCR ended at another value: it began at another one.
    STARTED_OTHERWISE,
    /// Their log has not all the banks that the others' logs have, so nothing else was compared.
    OTHER_BANKS
  }

  public Outlier {
    examples = List.copyOf(examples);
  }

  /// In one line, whom it is about left out: "1 of 40 shows …, the others …".
  public String words() {
    return "%s, %s%s: %s"
        .formatted(pcr, type.name(), label.isEmpty() ? "" : " " + label, comparison());
  }

  private String comparison() {
    String these = machines + " of " + siblings;
    String others = conforming + (conforming == siblings - machines ? ", the others," : "");
    return switch (kind) {
      case CHANGED ->
          "%s %s %s; %s show %s".formatted(these, verb("show"), shown, others, expected);
      case ADDED -> "%s %s %s; %s don't".formatted(these, verb("measure"), shown, others);
      case MISSING ->
          "%s %s not measure %s; %s do"
              .formatted(these, machines == 1 ? "does" : "do", expected, others);
      case MOVED -> "%s %s %s at another place".formatted(these, verb("measure"), shown);
      case STARTED_OTHERWISE ->
          "%s %s at %s though every event agrees; %s at %s"
              .formatted(these, verb("end"), shown, others, expected);
      case OTHER_BANKS ->
          "%s %s the banks %s; %s have %s".formatted(these, has(), shown, others, expected);
    };
  }

  private String verb(String verb) {
    return machines == 1 ? verb + "s" : verb;
  }

  private String has() {
    return machines == 1 ? "has" : "have";
  }

  /// The first of these names.
  static List<String> examples(Stream<String> names) {
    return names.sorted().limit(NAMED).toList();
  }
}
