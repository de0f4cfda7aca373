package dev.assay.appraisal.eventlog;

import dev.assay.appraisal.codec.ByteReader;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.ArrayList;
import java.util.List;

/// Decodes EV_NO_ACTION by its 16-byte signature (TCG PFP, section "EV_NO_ACTION Event Types").
final class NoActionDecoder {
  static final String CRYPTO_AGILE = "Spec ID Event03";

  private static final int SIGNATURE = 16;
  private static final Bytes TRUST_POINT = Bytes.fromHex("040001c0");
  private static final int NV_INDEX_HEADER = 8;
  private static final String LOCALITY = "StartupLocality";
  private static final int H_CRTM_LOCALITY = 4;
  private static final int MAX_ALGORITHMS = HashAlgorithm.values().length;

  private NoActionDecoder() {}

  static EventPayload decode(Bytes data) throws MalformedInput {
    String signature = signature(data);
    return switch (signature) {
      case CRYPTO_AGILE -> specId(data, true);
      case "Spec ID Event00", "Spec ID Event02" -> specId(data, false);
      case LOCALITY -> startupLocality(data);
      case "H-CRTM CompMeas" -> hcrtmComponent(data);
      case PlatformIdDecoder.FIRST, PlatformIdDecoder.SECOND, PlatformIdDecoder.THIRD ->
          PlatformIdDecoder.decode(signature, data);
      case "NvIndexInstance" -> nvIndexInstance(data);
      case "NvIndexDynamic " -> nvIndexDynamic(data);
      case "" -> isTrustPoint(data) ? TaggedEventDecoder.decode(data) : unsigned(data);
      default -> new EventPayload.NoAction(signature, data.slice(SIGNATURE, data.length()));
    };
  }

  private static EventPayload unsigned(Bytes data) {
    return new EventPayload.NoAction("", data);
  }

  /// Windows ends its log with a quote of its own.
  private static boolean isTrustPoint(Bytes data) {
    return data.length() >= TRUST_POINT.length()
        && data.slice(0, TRUST_POINT.length()).equals(TRUST_POINT);
  }

  static String signature(Bytes data) {
    return data.length() < SIGNATURE ? "" : Text.ascii(data.slice(0, SIGNATURE)).orElse("");
  }

  static boolean isSpecId(Bytes data) {
    return signature(data).startsWith("Spec ID Event");
  }

  static boolean isStartupLocality(Bytes data) {
    return signature(data).equals(LOCALITY);
  }

  /// TCG_EfiStartupLocalityEvent: refuses all but 0, 3 and 4 (TPM2_Startup takes no other
  /// locality).
  static EventPayload.StartupLocality startupLocality(Bytes data) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(data);
    reader.take(SIGNATURE, "a startup locality event");
    int locality = reader.u8();
    reader.expectEnd("a startup locality event");
    if (locality != 0 && locality != 3 && locality != H_CRTM_LOCALITY) {
      throw reader.malformed("startup locality " + locality + " is not 0, 3 or 4");
    }
    return new EventPayload.StartupLocality(locality);
  }

  private static EventPayload hcrtmComponent(Bytes data) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(data);
    reader.take(SIGNATURE, "an H-CRTM event");
    String description = text(reader, reader.u8(), "an H-CRTM component's description");
    int format = reader.u8();
    Bytes measurement = reader.take(reader.u16(), "an H-CRTM component's measurement");
    reader.expectEnd("an H-CRTM event");
    return new EventPayload.HcrtmComponent(description, format, measurement);
  }

  private static EventPayload nvIndexInstance(Bytes data) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(data);
    reader.take(SIGNATURE + NV_INDEX_HEADER, "an NV index event");
    Bytes device = reader.take(reader.remaining(), "the event of a device");
    return new EventPayload.NvIndexInstance(SpdmDecoder.decode(device));
  }

  private static EventPayload nvIndexDynamic(Bytes data) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(data);
    reader.take(SIGNATURE + NV_INDEX_HEADER, "an NV index event");
    long uid = reader.u64();
    String description = text(reader, reader.u16(), "an NV index event's description");
    Bytes message = reader.take(reader.u16(), "an NV index event's data");
    reader.expectEnd("an NV index event");
    return new EventPayload.NvIndexDynamic(uid, description, message);
  }

  private static String text(ByteReader reader, int length, String what) throws MalformedInput {
    return Text.ascii(reader.take(length, what))
        .orElseThrow(() -> reader.malformed(what + " is no ASCII text"));
  }

  static EventPayload.SpecId specId(Bytes data, boolean agile) throws MalformedInput {
    ByteReader reader = ByteReader.littleEndian(data);
    reader.take(SIGNATURE, "a Spec ID event");
    long platformClass = reader.u32();
    int minor = reader.u8();
    int major = reader.u8();
    int errata = reader.u8();
    int uintnSize = reader.u8();
    List<HashAlgorithm> algorithms = agile ? algorithms(reader) : List.of();
    Bytes vendorInfo = reader.take(reader.u8(), "a Spec ID event's vendor information");
    reader.expectEnd("the Spec ID event");
    return new EventPayload.SpecId(
        signature(data), platformClass, minor, major, errata, uintnSize, algorithms, vendorInfo);
  }

  private static List<HashAlgorithm> algorithms(ByteReader reader) throws MalformedInput {
    long count = reader.u32();
    if (count < 1 || count > MAX_ALGORITHMS) {
      throw reader.malformed(
          "a Spec ID event of " + count + " digest algorithms, not 1 to " + MAX_ALGORITHMS);
    }
    List<HashAlgorithm> algorithms = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int id = reader.u16();
      int size = reader.u16();
      HashAlgorithm algorithm =
          HashAlgorithm.ofId(id)
              .orElseThrow(() -> reader.malformed("unknown digest algorithm 0x%04x".formatted(id)));
      if (size != algorithm.size()) {
        throw reader.malformed(
            "a Spec ID event with " + algorithm.label() + " digests of " + size + " bytes");
      }
      if (algorithms.contains(algorithm)) {
        throw reader.malformed("a Spec ID event that names " + algorithm.label() + " twice");
      }
      algorithms.add(algorithm);
    }
    return algorithms;
  }
}
