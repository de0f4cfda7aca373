package dev.assay.appraisal.eventlog;

import java.util.HashSet;
import java.util.List;

/// What the value of a UEFI variable was decoded to.
public sealed interface VariableContent
    permits LoadOption,
        SignatureDatabase,
        VariableContent.BootOrder,
        VariableContent.Flag,
        VariableContent.Authority,
        VariableContent.SbatLevel,
        VariableContent.NotSet,
        VariableContent.Raw,
        VariableContent.Broken {
  /// The value of `BootOrder`, `DriverOrder` or `SysPrepOrder`.
  ///
  /// @param entries numbers of options, each once
  record BootOrder(List<Integer> entries) implements VariableContent {
    public BootOrder {
      entries = List.copyOf(entries);
      if (new HashSet<>(entries).size() != entries.size()) {
        throw new IllegalArgumentException("a boot order names each option once");
      }
    }
  }

  /// A mode or state of one byte: `SecureBoot`, `SetupMode`, `AuditMode`, `DeployedMode`, and some
  /// of shim's.
  record Flag(boolean on) implements VariableContent {}

  /// In EV_EFI_VARIABLE_AUTHORITY: what an image was started by.
  record Authority(SignatureEntry entry) implements VariableContent {}

  /// shim's `SbatLevel`: the oldest generation of each boot loader that may be started, as CSV.
  record SbatLevel(String csv) implements VariableContent {}

  /// A [Flag] that has no value.
  record NotSet() implements VariableContent {}

  /// Any other variable.
  record Raw() implements VariableContent {}

  /// By its name one of the above, but not by its bytes.
  ///
  /// @param reason for people
  record Broken(String reason) implements VariableContent {}
}
