package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import java.util.Optional;

/// "SP800-155 Event", "SP800-155 Event2" and "SP800-155 Event3": which platform this is, and where
/// its maker's reference values are (TCG PFP, section "EV_NO_ACTION Event Types"). A hint: nothing
/// is measured of it.
///
/// @param vendor the maker's number in the IANA registry of enterprises
/// @param manifest of the reference integrity manifest
/// @param names from the second version on
/// @param rim where the manifest is, in the third version
/// @param certificate where the platform certificate is, in the third version
public record PlatformId(
    long vendor,
    Guid manifest,
    Optional<Names> names,
    Optional<Locator> rim,
    Optional<Locator> certificate)
    implements EventPayload {

  /// Names as the maker gives them.
  ///
  /// @param firmwareVendor number in the IANA registry of enterprises
  public record Names(
      String manufacturer,
      String model,
      String version,
      String firmwareManufacturer,
      long firmwareVendor,
      String firmwareVersion) {}

  /// Where something is to be found.
  public sealed interface Locator {
    /// Here.
    record Raw(Bytes bytes) implements Locator {}

    /// On a network.
    record Uri(String uri) implements Locator {}

    /// On a device of the platform.
    record Path(DevicePath path) implements Locator {}

    /// In a UEFI variable.
    record Variable(Guid vendor, String name) implements Locator {}

    /// In a place that the specification does not define.
    record Other(long type, Bytes bytes) implements Locator {}
  }
}
