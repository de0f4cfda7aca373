package dev.assay.verifier.service.hooks;

/// Calls receivers. A call ends within [#LONGEST_SECONDS], whatever the receiver does.
public interface HookCalls {
  /// The most that a call may take.
  int LONGEST_SECONDS = 30;

  Attempt call(Hook hook, OutgoingEvent event);
}
