package dev.assay.appraisal.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
  private static final Set<VaryingField> MAC = Set.of(VaryingField.MAC_ADDRESS);
  private static final Set<VaryingField> DISK = Set.of(VaryingField.DISK_GUID);
  private static final Set<VaryingField> PARTITION = Set.of(VaryingField.PARTITION_GUID);
  private static final Set<VaryingField> BOTH =
      Set.of(VaryingField.DISK_GUID, VaryingField.PARTITION_GUID);
  private static final String A = "525400aabbcc";
  private static final String B = "525400ddeeff";

  private static Event measured(int pcr, EventType type, Bytes data) {
    return LogBuilder.agile().event(pcr, type, data).log().events().getLast();
  }

  private static Event option(String description, String mac) {
    Bytes option = EventData.loadOption(description, EventData.macPath(mac));
    return measured(1, EventType.EFI_VARIABLE_BOOT2, EventData.variable("Boot0003", option));
  }

  private static Event table(String disk, String... partitions) {
    return measured(5, EventType.EFI_GPT_EVENT, EventData.gpt(disk, partitions));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PXE (MAC:%s)", "PXE %s and again %s", "PXE over the card at the front"})
  void macsAreTakenOutOfPathAndDescription(String description) {
    Event a = option(description.replace("%s", A.toUpperCase(Locale.ROOT)), A);
    Event b = option(description.replace("%s", B), B);

    assertThat(a.digests()).isNotEqualTo(b.digests());
    assertThat(Redaction.restOf(a, MAC)).isPresent().isEqualTo(Redaction.restOf(b, MAC));
  }

  @Test
  void macsWithSeparatorsAreTakenOutToo() {
    assertThat(Redaction.restOf(option("PXE 52:54:00:AA:BB:CC", A), MAC))
        .isEqualTo(Redaction.restOf(option("PXE 52:54:00:dd:ee:ff", B), MAC));
  }

  @Test
  void anotherAddressInTheDescriptionStays() {
    assertThat(Redaction.restOf(option("PXE " + B, A), MAC))
        .isNotEqualTo(Redaction.restOf(option("PXE " + A, A), MAC));
  }

  @Test
  void whateverElseDiffersStays() {
    Bytes redacted = Redaction.redact(option("PXE " + A, A), MAC).orElseThrow();
    Event other = option("pxe " + A, A);

    assertThat(Redaction.redact(other, MAC).orElseThrow()).isNotEqualTo(redacted);
    assertThat(redacted.length()).isEqualTo(option("PXE " + A, A).data().length());
  }

  @Test
  void bytesBehindTheAddressInItsNodeStay() {
    Bytes path = EventData.macPath(A);
    Bytes padded =
        Bytes.concat(path.slice(0, 10), Bytes.fromHex("ee"), path.slice(11, path.length()));
    Bytes option = EventData.variable("Boot0003", EventData.loadOption("PXE", padded));

    assertThat(Redaction.restOf(measured(1, EventType.EFI_VARIABLE_BOOT2, option), MAC))
        .isPresent()
        .isNotEqualTo(Redaction.restOf(option("PXE", A), MAC));
  }

  @Test
  void guidsAreTakenOutOfPartitionTables() {
    Event a = table("a1".repeat(16), "a2".repeat(16), "a3".repeat(16));
    Event b = table("b1".repeat(16), "b2".repeat(16), "b3".repeat(16));

    assertThat(Redaction.fieldsIn(a)).isEqualTo(BOTH);
    assertThat(Redaction.restOf(a, BOTH)).isPresent().isEqualTo(Redaction.restOf(b, BOTH));
    assertThat(Redaction.restOf(a, DISK)).isPresent().isNotEqualTo(Redaction.restOf(b, DISK));
    assertThat(Redaction.restOf(a, PARTITION))
        .isPresent()
        .isNotEqualTo(Redaction.restOf(b, PARTITION));
  }

  @Test
  void diskGuidAloneMayVary() {
    Event a = table("a1".repeat(16), "cc".repeat(16));
    Event b = table("b1".repeat(16), "cc".repeat(16));

    assertThat(Redaction.restOf(a, DISK)).isPresent().isEqualTo(Redaction.restOf(b, DISK));
  }

  @Test
  void anotherNumberOfPartitionsStays() {
    assertThat(Redaction.restOf(table("a1".repeat(16), "a2".repeat(16)), BOTH))
        .isNotEqualTo(
            Redaction.restOf(table("a1".repeat(16), "a2".repeat(16), "a3".repeat(16)), BOTH));
  }

  @Test
  void fieldThatDoesNotOccurIsNotRedacted() {
    assertThat(Redaction.redact(table("a1".repeat(16)), BOTH)).isEmpty();
    assertThat(Redaction.redact(option("PXE", A), DISK)).isEmpty();
    assertThat(Redaction.redact(option("PXE", A), Set.of())).isEmpty();
  }

  @Test
  void dataThatNoDigestCoversIsNotRedacted() {
    Bytes option =
        EventData.variable("Boot0003", EventData.loadOption("PXE", EventData.macPath(A)));
    Event forged =
        LogBuilder.agile()
            .event(1, EventType.EFI_VARIABLE_BOOT2, EventData.ascii("something else"), option)
            .log()
            .events()
            .getLast();

    assertThat(Redaction.fieldsIn(forged)).isEmpty();
    assertThat(Redaction.redact(forged, MAC)).isEmpty();
  }

  @Test
  void valueAndWholeVariableRedactToDifferentRests() {
    Bytes value = EventData.loadOption("PXE", EventData.macPath(A));
    Bytes variable = EventData.variable("Boot0003", value);
    Event byValue =
        LogBuilder.agile()
            .event(1, EventType.EFI_VARIABLE_BOOT, value, variable)
            .log()
            .events()
            .getLast();
    Event whole = measured(1, EventType.EFI_VARIABLE_BOOT, variable);

    assertThat(Redaction.redact(byValue, MAC).orElseThrow())
        .isNotEqualTo(Redaction.redact(whole, MAC).orElseThrow());
    assertThat(Redaction.redact(byValue, MAC).orElseThrow().length()).isEqualTo(value.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"nicswap-A1", "diskswap-A1", "clean-A2", "banks-C1"})
  void swappedPartsRedactToTheRestOfTheBaseline(String capture) {
    assertThat(rests(capture)).hasSize(5).isEqualTo(rests("clean-A1"));
  }

  private static List<String> rests(String capture) {
    return Captures.log(capture).events().stream()
        .filter(event -> !Redaction.fieldsIn(event).isEmpty())
        .map(event -> Redaction.restOf(event, Redaction.fieldsIn(event)).orElseThrow().toHex())
        .toList();
  }
}
