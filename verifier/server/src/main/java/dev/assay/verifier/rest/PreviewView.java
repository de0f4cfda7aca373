package dev.assay.verifier.rest;

import dev.assay.verifier.service.Preview;
import dev.assay.verifier.service.RecordedFinding;
import java.util.List;
import java.util.Optional;

/// Whose verdict would change.
///
/// @param machines how many were looked at
/// @param unseen how many have no evidence that could be judged again
/// @param untrusted how many would become UNTRUSTED
public record PreviewView(int machines, int unseen, int untrusted, List<ChangeView> changes) {

  /// One machine's verdict.
  ///
  /// @param name its host name, or the beginning of its id
  /// @param before by what is in force now
  /// @param code of the first finding
  public record ChangeView(
      String machine,
      String name,
      String before,
      String after,
      Optional<String> code,
      Optional<String> message) {
    static ChangeView of(Preview.Change change) {
      return new ChangeView(
          change.machine().toHex(),
          change.name(),
          change.before().name(),
          change.after().name(),
          change.first().map(RecordedFinding::code),
          change.first().map(RecordedFinding::message));
    }
  }

  static PreviewView of(Preview preview) {
    return new PreviewView(
        preview.machines(),
        preview.unseen(),
        preview.untrusted().size(),
        preview.changes().stream().map(ChangeView::of).toList());
  }
}
