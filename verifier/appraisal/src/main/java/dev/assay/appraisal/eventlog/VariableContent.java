package dev.assay.appraisal.eventlog;

import java.util.HashSet;
import java.util.List;

/// What the value of a UEFI variable was decoded to.
public sealed interface VariableContent
    permits LoadOption, VariableContent.BootOrder, VariableContent.Raw, VariableContent.Broken {
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

  /// Any other variable.
  record Raw() implements VariableContent {}

  /// By its name one of the above, but not by its bytes.
  ///
  /// @param reason for people
  record Broken(String reason) implements VariableContent {}
}
