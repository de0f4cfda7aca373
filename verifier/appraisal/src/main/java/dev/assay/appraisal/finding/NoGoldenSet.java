package dev.assay.appraisal.finding;

import dev.assay.appraisal.codec.PlainText;
import java.util.Optional;
import java.util.SortedMap;

/// There is nothing to compare with: the machine's board model is not confirmed, or no golden set
/// of its firmware is active. The evidence is kept to learn from.
///
/// @param boardModel the enrolled board model; empty where nobody confirmed one
public record NoGoldenSet(Optional<String> boardModel) implements GoldenFinding {
  private static final int MAX_MODEL = 200;

  public NoGoldenSet {
    boardModel = boardModel.map(model -> PlainText.of(model, MAX_MODEL));
  }

  @Override
  public String code() {
    return "NO_GOLDEN_SET";
  }

  @Override
  public Severity severity() {
    return Severity.UNDECIDED;
  }

  @Override
  public String message() {
    return boardModel
        .map(model -> "No golden set is active for the firmware of board model " + model + ".")
        .orElse(
            "Nobody has confirmed which board model this machine is, so no golden set applies.");
  }

  @Override
  public String remedy() {
    return boardModel
        .map(
            model ->
                "Make one from sound siblings: `assay golden propose --model '"
                    + model
                    + "' --from MACHINE,MACHINE`; others sign it, then `assay golden activate`.")
        .orElse("Confirm it: `assay approve MACHINE --model MODEL`.");
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data().put("boardModel", boardModel.orElse("")).done();
  }
}
