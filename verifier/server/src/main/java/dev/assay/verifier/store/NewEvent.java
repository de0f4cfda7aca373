package dev.assay.verifier.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.quarantine.Cause;
import dev.assay.verifier.service.quarantine.Common.Trait;
import dev.assay.verifier.service.quarantine.Effect;
import dev.assay.verifier.service.quarantine.EventKind;
import dev.assay.verifier.service.quarantine.Mode;
import dev.assay.verifier.service.quarantine.QuarantineState;
import dev.assay.verifier.service.quarantine.Room;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// An event that is about to be kept.
///
/// @param about its subject, as a CloudEvent names it
/// @param data what is said of it
record NewEvent(
    EventKind kind, Mode mode, Optional<Subject> machine, String about, ObjectNode data) {

  /// A decision on a machine.
  static NewEvent of(
      Effect.Announce announce, Subject subject, Optional<String> rack, QuarantineState state) {
    var data = said(announce.kind(), announce.mode(), announce.by(), announce.reason());
    data.put("state", state.name());
    var machine = data.putObject("machine");
    machine.put("id", subject.id().toHex());
    machine.put("hostName", subject.hostName());
    subject.model().map(BoardModel::name).ifPresent(name -> machine.put("boardModel", name));
    rack.ifPresent(name -> machine.put("rack", name));
    announce.cause().ifPresent(cause -> put(data.putObject("cause"), cause));
    return new NewEvent(
        announce.kind(), announce.mode(), Optional.of(subject), subject.id().toHex(), data);
  }

  private static void put(ObjectNode object, Cause cause) {
    object.put("verdict", cause.verdict().name());
    object.put("finding", cause.finding());
    object.put("message", cause.message());
    object.put("firmwareVersion", cause.firmware());
    var sets = object.putArray("goldenSets");
    cause.goldenSets().forEach(sets::add);
    cause.evidence().map(Digest::toHex).ifPresent(hex -> object.put("evidenceSha256", hex));
  }

  /// A budget is used up.
  static NewEvent limit(Effect.Hold hold, Duration window, List<Trait> common) {
    var why = hold.why();
    var data =
        said(EventKind.LIMIT_REACHED, hold.mode(), Optional.empty(), sentence(why, window, common));
    data.put("scope", why.scope().said());
    data.put("quarantined", why.spent());
    data.put("limit", why.limit());
    data.put("windowSeconds", window.toSeconds());
    var traits = data.putArray("common");
    for (var trait : common) {
      traits
          .addObject()
          .put("trait", trait.trait())
          .put("value", trait.value())
          .put("machines", trait.machines())
          .put("of", trait.of());
    }
    return new NewEvent(
        EventKind.LIMIT_REACHED, hold.mode(), Optional.empty(), why.scope().said(), data);
  }

  private static String sentence(Room.Exceeded why, Duration window, List<Trait> common) {
    var sentence = new StringBuilder();
    sentence.append(
        "%d machines of %s were quarantined within %d minutes, which is the limit; further ones are HELD."
            .formatted(why.spent(), why.scope().said(), window.toMinutes()));
    for (var trait : common) {
      sentence.append(
          " %d of %d: %s %s."
              .formatted(trait.machines(), trait.of(), trait.trait(), trait.value()));
    }
    return sentence
        .append(" This looks like a golden set or a roll-out; a person decides.")
        .toString();
  }

  /// A test of a hook.
  static NewEvent test(String hook, String by) {
    var data = said(EventKind.TEST, Mode.ACT, Optional.of(by), "A test of the hook " + hook + ".");
    data.put("hook", hook);
    return new NewEvent(EventKind.TEST, Mode.ACT, Optional.empty(), hook, data);
  }

  private static ObjectNode said(EventKind kind, Mode mode, Optional<String> by, String reason) {
    var data = Json.object();
    data.put("severity", kind.severity().name());
    data.put("mode", mode.name());
    data.put("reason", reason);
    by.ifPresent(name -> data.put("decidedBy", name));
    return data;
  }
}
