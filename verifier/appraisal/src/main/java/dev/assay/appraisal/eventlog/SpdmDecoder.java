package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decodes DEVICE_SECURITY_EVENT_DATA and DEVICE_SECURITY_EVENT_DATA2 (TCG PFP 1.06). Their own
/// length fields are let be: firmware disagrees on what they count, and the parts say where the
/// whole ends.
final class SpdmDecoder {
  private static final String FIRST = "SPDM Device Sec";
  private static final String SECOND = "SPDM Device Sec2";
  private static final int SIGNATURE = 16;
  private static final int DMTF = 1;
  private static final int PCI = 1;
  private static final int USB = 2;

  private SpdmDecoder() {}

  static boolean isSpdm(Bytes data) {
    return NoActionDecoder.signature(data).startsWith(FIRST);
  }

  static SpdmDevice decode(Bytes data) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(data);
    reader.take(SIGNATURE, "the event of a device");
    int version = reader.u16();
    return switch (NoActionDecoder.signature(data)) {
      case FIRST -> first(reader);
      case SECOND -> second(reader);
      default -> throw reader.malformed("the event of a device in version " + version);
    };
  }

  private static SpdmDevice first(ByteReader reader) throws MalformedInput {
    reader.u16();
    long hashAlgorithm = reader.u32();
    long deviceType = reader.u32();
    SpdmDevice.Answer answer =
        new SpdmDevice.Answer.Measurements(0, hashAlgorithm, List.of(block(reader)));
    return new SpdmDevice(
        SpdmDevice.AuthState.NOT_SAID, Optional.empty(), 0, answer, device(deviceType, reader));
  }

  private static SpdmDevice second(ByteReader reader) throws MalformedInput {
    SpdmDevice.AuthState authState = SpdmDevice.AuthState.of(reader.u8());
    reader.u8();
    reader.u32();
    long deviceType = reader.u32();
    long answerType = reader.u32();
    long answerLength = reader.u32();
    long uid = reader.u64();
    Bytes path = reader.take(reader.u64(), "a device's path");
    ByteReader answer = reader.reader(answerLength, "a device's answer");
    return new SpdmDevice(
        authState,
        Optional.of(DevicePath.parse(path)),
        uid,
        answer(answerType, answer),
        device(deviceType, reader));
  }

  private static SpdmDevice.Answer answer(long type, ByteReader reader) throws MalformedInput {
    if (reader.remaining() == 0) {
      return new SpdmDevice.Answer.None();
    }
    return switch ((int) type) {
      case 0 -> measurements(reader);
      case 1 -> certificates(reader);
      default -> new SpdmDevice.Answer.Other(type, rest(reader));
    };
  }

  private static SpdmDevice.Answer measurements(ByteReader reader) throws MalformedInput {
    int spdmVersion = reader.u16();
    reader.u16();
    long hashAlgorithm = reader.u32();
    List<SpdmDevice.Block> blocks = new ArrayList<>();
    while (reader.remaining() > 0) {
      blocks.add(block(reader));
    }
    return new SpdmDevice.Answer.Measurements(spdmVersion, hashAlgorithm, blocks);
  }

  private static SpdmDevice.Answer certificates(ByteReader reader) throws MalformedInput {
    int spdmVersion = reader.u16();
    int slot = reader.u8();
    reader.u8();
    long hashAlgorithm = reader.u32();
    return new SpdmDevice.Answer.CertificateChain(spdmVersion, slot, hashAlgorithm, rest(reader));
  }

  /// SPDM_MEASUREMENT_BLOCK (DSP0274, section "Measurement block").
  private static SpdmDevice.Block block(ByteReader reader) throws MalformedInput {
    int index = reader.u8();
    int specification = reader.u8();
    ByteReader measurement = reader.reader(reader.u16(), "a device's measurement");
    if (specification != DMTF) {
      return new SpdmDevice.Block(index, specification, Optional.empty(), rest(measurement));
    }
    int valueType = measurement.u8();
    Bytes value = measurement.take(measurement.u16(), "a measurement's value");
    measurement.expectEnd("a device's measurement");
    return new SpdmDevice.Block(index, specification, Optional.of(valueType), value);
  }

  private static SpdmDevice.Device device(long type, ByteReader reader) throws MalformedInput {
    return switch ((int) type) {
      case PCI -> pci(reader);
      case USB -> new SpdmDevice.Device.Usb(rest(context(reader)));
      default -> new SpdmDevice.Device.Other(type, rest(reader));
    };
  }

  private static SpdmDevice.Device pci(ByteReader event) throws MalformedInput {
    ByteReader reader = context(event);
    SpdmDevice.Device pci =
        new SpdmDevice.Device.Pci(
            reader.u16(),
            reader.u16(),
            reader.u8(),
            reader.take(3, "a class code"),
            reader.u16(),
            reader.u16());
    reader.expectEnd("a PCI device");
    return pci;
  }

  /// What follows version and length of a device's context, to the end of the event.
  private static ByteReader context(ByteReader reader) throws MalformedInput {
    reader.u16();
    reader.u16();
    return reader.reader(reader.remaining(), "a device's context");
  }

  private static Bytes rest(ByteReader reader) throws MalformedInput {
    return reader.take(reader.remaining(), "the event of a device");
  }
}
