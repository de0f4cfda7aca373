package dev.assay.verifier.service.hooks;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where hooks are kept.
public interface HookRecords {

  /// In the order of their names.
  List<HookStatus> list();

  Optional<Hook> find(String name);

  /// Adds a hook.
  ///
  /// @return false, and nothing changed, where the name is taken
  boolean add(Hook hook);

  /// Removes a hook and what was on its way to it.
  ///
  /// @return false where there is none of that name and origin
  boolean remove(String name, Hook.Origin origin);

  /// Stops sending to a hook, or goes on.
  ///
  /// @return false where there is none of that name
  boolean pause(String name, boolean paused);

  /// Makes the hooks of origin FILE these. A pause stays.
  void configured(List<Hook> hooks);

  /// A hook and how it does.
  ///
  /// @param failures in a row
  /// @param closedUntil nothing is sent before, because of them
  /// @param dryRun deliveries that a dry run kept back: what the hook would have been told
  record HookStatus(
      Hook hook,
      int failures,
      Optional<Instant> closedUntil,
      String lastError,
      Optional<Instant> lastDeliveredAt,
      int pending,
      int dead,
      int dryRun) {}
}
