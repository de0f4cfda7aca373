package dev.assay.appraisal.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.testing.SpdmData;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// One byte after the end of a payload: somebody hides something there, or its lengths lie.
class TrailingByteTest {
  private static final Bytes BYTE = Bytes.fromHex("00");

  record Sound(EventType type, Bytes data) {
    private EventPayload decoded(Bytes tail) {
      Bytes all = Bytes.concat(data, tail);
      LogBuilder log = LogBuilder.agile();
      return (type.equals(EventType.NO_ACTION) ? log.noAction(0, all) : log.event(2, type, all))
          .log()
          .events()
          .getLast()
          .payload();
    }
  }

  static List<Sound> sound() {
    Bytes hcrtm =
        ByteWriter.littleEndian()
            .bytes(EventData.ascii("H-CRTM CompMeas\0"))
            .u8(3)
            .bytes(EventData.ascii("ACM"))
            .u8(0)
            .u16(SpdmData.DIGEST.length())
            .bytes(SpdmData.DIGEST)
            .toBytes();
    Bytes blob = ByteWriter.littleEndian().u64(0xFF000000L).u64(0x1000).toBytes();
    return List.of(
        new Sound(EventType.NO_ACTION, hcrtm),
        new Sound(EventType.NO_ACTION, SpdmData.nvIndexInstance()),
        new Sound(EventType.NO_ACTION, SpdmData.nvIndexDynamic()),
        new Sound(EventType.EFI_PLATFORM_FIRMWARE_BLOB, blob),
        new Sound(EventType.EFI_PLATFORM_FIRMWARE_BLOB2, EventData.blob2("BIOS", 1, 2)),
        new Sound(EventType.EFI_SPDM_FIRMWARE_BLOB, SpdmData.first()));
  }

  @ParameterizedTest
  @MethodSource("sound")
  void byteAfterThePayloadIsMalformed(Sound sound) {
    assertThat(sound.decoded(Bytes.EMPTY)).isNotInstanceOf(EventPayload.Malformed.class);
    assertThat(sound.decoded(BYTE)).isInstanceOf(EventPayload.Malformed.class);
  }

  @Test
  void byteAfterTheSpecIdEventIsRefused() {
    Bytes specId = Bytes.concat(EventData.specId(List.of(HashAlgorithm.SHA256)), BYTE);
    Bytes header = LogBuilder.sha1Record(0, EventType.NO_ACTION, specId);
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(
            () -> EventLog.parse(LogBuilder.withHeader(header, HashAlgorithm.SHA256).bytes()))
        .withMessageContaining("after the end of the Spec ID event");
  }

  @Test
  void unknownNoActionIsKeptWhole() {
    Bytes data = Bytes.fromHex("01020304");
    assertThat(new Sound(EventType.NO_ACTION, data).decoded(Bytes.EMPTY))
        .isEqualTo(new EventPayload.NoAction("", data));
  }

  @Test
  void nothingButZerosIsNoDescription() {
    assertThat(new Sound(EventType.CPU_MICROCODE, Bytes.fromHex("00000000")).decoded(Bytes.EMPTY))
        .isInstanceOf(EventPayload.Opaque.class);
  }

  @Test
  void versionMayBeInAnyScript() {
    assertThat(
            new Sound(EventType.S_CRTM_VERSION, EventData.utf16("\u0411\u0418\u041e\u0421"))
                .decoded(Bytes.EMPTY))
        .isEqualTo(new EventPayload.CrtmVersion("\u0411\u0418\u041e\u0421"));
  }
}
