package dev.assay.appraisal.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The three versions of the SP800-155 event.
class PlatformIdTest {
  private static final Bytes MANIFEST = Bytes.fromHex("00112233445566778899aabbccddeeff");
  private static final PlatformId.Names NAMES =
      new PlatformId.Names("Maker", "Model", "", "Firmware maker", 11129, "2.7");

  private static ByteWriter start(String signature) {
    return ByteWriter.littleEndian().bytes(EventData.ascii(signature)).u32(11129).bytes(MANIFEST);
  }

  private static ByteWriter named(String signature) {
    ByteWriter writer = start(signature);
    text(text(text(text(writer, "Maker"), "Model"), ""), "Firmware maker").u32(11129);
    return text(writer, "2.7");
  }

  private static ByteWriter text(ByteWriter writer, String text) {
    return writer.u8(text.length() + 1).bytes(EventData.ascii(text + "\0"));
  }

  private static ByteWriter locator(ByteWriter writer, int type, Bytes place) {
    return writer.u32(type).u32(place.length()).bytes(place);
  }

  private static EventPayload payload(ByteWriter data) {
    return LogBuilder.agile().noAction(0, data.toBytes()).log().events().getLast().payload();
  }

  private static PlatformId.Locator rim(int type, Bytes place) {
    ByteWriter data = locator(locator(named("SP800-155 Event3"), type, place), 0, Bytes.EMPTY);
    return ((PlatformId) payload(data)).rim().orElseThrow();
  }

  @Test
  void firstVersionNamesTheManifestAlone() {
    assertThat(payload(start("SP800-155 Event\0")))
        .isEqualTo(
            new PlatformId(
                11129, new Guid(MANIFEST), Optional.empty(), Optional.empty(), Optional.empty()));
  }

  @Test
  void secondVersionNamesThePlatform() {
    assertThat(payload(named("SP800-155 Event2")))
        .isInstanceOfSatisfying(PlatformId.class, id -> assertThat(id.names()).contains(NAMES));
  }

  @Test
  void thirdVersionSaysWhereTheManifestIs() {
    assertThat(rim(0, MANIFEST)).isEqualTo(new PlatformId.Locator.Raw(MANIFEST));
    assertThat(rim(1, EventData.ascii("https://a/b")))
        .isEqualTo(new PlatformId.Locator.Uri("https://a/b"));
    assertThat(rim(2, EventData.filePath("\\rim")))
        .isInstanceOfSatisfying(
            PlatformId.Locator.Path.class, path -> assertThat(path.path()).hasToString("\\rim"));
    assertThat(rim(3, Bytes.concat(MANIFEST, EventData.utf16("FirmwareRIM\0"))))
        .isEqualTo(new PlatformId.Locator.Variable(new Guid(MANIFEST), "FirmwareRIM"));
    assertThat(rim(4, MANIFEST)).isEqualTo(new PlatformId.Locator.Other(4, MANIFEST));
  }

  @Test
  void alignmentIsAllThatMayFollow() {
    assertThat(payload(named("SP800-155 Event2").bytes(Bytes.fromHex("00000000000000"))))
        .isInstanceOf(PlatformId.class);
    assertThat(payload(named("SP800-155 Event2").bytes(Bytes.fromHex("0000000000000000"))))
        .isInstanceOf(EventPayload.Malformed.class);
    assertThat(payload(named("SP800-155 Event2").u8(1))).isInstanceOf(EventPayload.Malformed.class);
  }
}
