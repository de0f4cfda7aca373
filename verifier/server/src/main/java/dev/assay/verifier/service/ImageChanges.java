package dev.assay.verifier.service;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Shows what another OS image would do to machines before they have it, and wants to be told why
/// where it makes any of them UNTRUSTED.
final class ImageChanges {
  private static final int LONGEST_REASON = 500;

  private final PreviewGolden preview;

  ImageChanges(PreviewGolden preview) {
    this.preview = preview;
  }

  /// The reason that was given. CONFLICT: none was, and one is needed.
  ///
  /// @param then which image each of them would have
  Outcome<Optional<String>> agreed(
      List<Machine> of,
      Function<Machine, Optional<OsImage>> then,
      Optional<String> forceChangesReason) {
    var why = forceChangesReason.flatMap(text -> Text.written(text, LONGEST_REASON));
    var seen = preview.images(of, then);
    return seen.untrusted().isEmpty() || why.isPresent()
        ? done(why)
        : declined(
            Decline.CONFLICT,
            seen.words() + ". To go on, say why in forceChangesReason (--force-changes).");
  }
}
