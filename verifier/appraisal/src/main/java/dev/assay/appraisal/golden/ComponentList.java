package dev.assay.appraisal.golden;

/// The lists of components that a host reports, each where the host can read it.
public enum ComponentList {
  PCI("PCI devices"),
  SMBIOS("SMBIOS parts");

  private final String words;

  ComponentList(String words) {
    this.words = words;
  }

  /// What is on it, in words.
  public String words() {
    return words;
  }
}
