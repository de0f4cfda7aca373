package dev.assay.appraisal.finding;

import dev.assay.appraisal.codec.PlainText;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.List;
import java.util.SortedMap;

/// A golden event was not measured. What isn't measured may have been left out on purpose.
///
/// @param index the PCR it belongs to
/// @param type as in the golden set
/// @param label as in the golden set; a hint for people
/// @param golden what was expected, each choice by bank
/// @param goldenSet the golden set's id
/// @param severity by layer and kind
public record EventMissing(
    PcrIndex index,
    EventType type,
    String label,
    List<SortedMap<HashAlgorithm, Digest>> golden,
    String goldenSet,
    Severity severity)
    implements GoldenFinding, PcrFinding {

  public EventMissing {
    label = PlainText.of(label, EventPlace.MAX_LABEL);
    golden = golden.stream().map(Digests::copy).toList();
    if (golden.isEmpty()) {
      throw new IllegalArgumentException("no golden digest");
    }
  }

  @Override
  public String code() {
    return "EVENT_MISSING";
  }

  @Override
  public String message() {
    return "PCR "
        + index.value()
        + ": the golden "
        + type.name()
        + (label.isEmpty() ? "" : " " + label)
        + " with digest "
        + Digests.shortened(golden, Digests.shownBank(golden.getFirst()))
        + " was not measured.";
  }

  @Override
  public String remedy() {
    return switch (severity) {
      case VIOLATION ->
          "Firmware left out a measurement that its siblings make. Look for another firmware"
              + " version or changed setup; take the machine out of work until it is explained.";
      case WARNING, UNDECIDED, NOTE ->
          "Check whether somebody removed this on purpose (a boot option, a loader, a kernel). If"
              + " it is right, accept it in the golden set; if not, put it back.";
    };
  }

  @Override
  public SortedMap<String, String> data() {
    var data =
        new Data()
            .put("expected", Digests.whole(golden))
            .put("goldenSet", goldenSet)
            .put("type", type.name());
    if (!label.isEmpty()) {
      data.put("label", label);
    }
    return data.done();
  }
}
