package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.Bytes;
import java.util.List;
import java.util.Optional;

/// What firmware learned from a device over SPDM: DEVICE_SECURITY_EVENT_DATA and its second version
/// (TCG PFP 1.06, section "DEVICE_SECURITY_EVENT_DATA"; DMTF DSP0274).
///
/// @param authState how far the firmware believed the device; NOT_SAID in the first version
/// @param path where the device is; empty in the first version
/// @param uid binds what one device said in several events; 0 in the first version
public record SpdmDevice(
    AuthState authState, Optional<DevicePath> path, long uid, Answer answer, Device device)
    implements EventPayload {

  /// Whether the device proved that its certificate is its own.
  public enum AuthState {
    /// It did.
    SUCCESS,
    /// It did, but no certificate authority is set up to compare with.
    NO_AUTHORITY,
    /// Its certificate does not name this device.
    NO_BINDING,
    /// It can't sign.
    NO_SIGNATURE,
    /// It failed.
    INVALID,
    /// It knows no SPDM.
    NO_SPDM,
    /// A number that the specification does not define.
    UNKNOWN,
    /// The event's version has no such field.
    NOT_SAID;

    static AuthState of(int number) {
      return switch (number) {
        case 0 -> SUCCESS;
        case 1 -> NO_AUTHORITY;
        case 2 -> NO_BINDING;
        case 3 -> NO_SIGNATURE;
        case 4 -> INVALID;
        case 0xFF -> NO_SPDM;
        default -> UNKNOWN;
      };
    }
  }

  /// What the device answered.
  public sealed interface Answer {
    /// Measurements of its firmware or configuration.
    ///
    /// @param spdmVersion as SPDM writes it, 0x12 for 1.2; 0 in the first version
    /// @param hashAlgorithm one bit of SPDM's measurement hash algorithms
    record Measurements(int spdmVersion, long hashAlgorithm, List<Block> blocks) implements Answer {
      public Measurements {
        blocks = List.copyOf(blocks);
      }
    }

    /// Its certificates.
    ///
    /// @param slot 0 to 7
    /// @param hashAlgorithm one bit of SPDM's base hash algorithms
    /// @param chain as SPDM has it
    record CertificateChain(int spdmVersion, int slot, long hashAlgorithm, Bytes chain)
        implements Answer {}

    /// Something that the specification does not define.
    record Other(long type, Bytes bytes) implements Answer {}

    /// No answer.
    record None() implements Answer {}
  }

  /// One measurement.
  ///
  /// @param index 1 to 0xFE
  /// @param specification 1 for DMTF's
  /// @param valueType DMTF's: 0 ROM, 1 firmware, 2 hardware and 3 firmware configuration, …; with
  ///   0x80 the value is no digest. Empty for other specifications
  public record Block(int index, int specification, Optional<Integer> valueType, Bytes value) {}

  /// Which device it is, as it says itself.
  public sealed interface Device {
    /// A PCI device, by the fields of its configuration space.
    ///
    /// @param classCode three bytes, lowest first
    record Pci(
        int vendor, int product, int revision, Bytes classCode, int subsystemVendor, int subsystem)
        implements Device {}

    /// A USB device, by its descriptors.
    record Usb(Bytes descriptors) implements Device {}

    /// Anything else.
    record Other(long type, Bytes bytes) implements Device {}
  }
}
