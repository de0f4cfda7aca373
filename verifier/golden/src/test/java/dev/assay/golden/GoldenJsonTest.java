package dev.assay.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.appraisal.eventlog.EventType;
import dev.assay.appraisal.golden.GoldenDraft;
import dev.assay.appraisal.golden.GoldenEvent;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.Oddity;
import dev.assay.appraisal.golden.Quirk;
import dev.assay.appraisal.golden.Rule;
import dev.assay.appraisal.testing.CapturedEvidence;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HashAlgorithm SHA256 = HashAlgorithm.SHA256;
  private static final GoldenSet SMALL = small("a hint");

  /// A set with one event of each rule.
  private static GoldenSet small(String label) {
    SortedMap<HashAlgorithm, Digest> zero = new TreeMap<>(Map.of(SHA256, SHA256.zero()));
    return new GoldenSet(
        "gs-1",
        "Vendor Board",
        Layer.FIRMWARE,
        "1.0",
        List.of(
            new GoldenEvent(PcrIndex.of(0), EventType.SEPARATOR, label, new Rule.Exactly(zero)),
            new GoldenEvent(
                PcrIndex.of(0), new EventType(0xA0000001), "", new Rule.OneOf(List.of(zero)), true),
            varying()),
        new PcrValues(
            new TreeMap<>(Map.of(SHA256, new TreeMap<>(Map.of(PcrIndex.of(2), SHA256.zero()))))),
        List.of(
            new Quirk(Oddity.EVENT_OUT_OF_ORDER, PcrIndex.of(4), zero),
            new Quirk(Oddity.BOOT_NOT_FINISHED, PcrIndex.of(5), Collections.emptySortedMap())));
  }

  private static GoldenEvent varying() {
    return GoldenDraft.ofSiblings(
            "model", List.of(Captures.sibling("clean-A1"), Captures.sibling("clean-A2")))
        .events(Layer.FIRMWARE)
        .stream()
        .filter(event -> event.rule() instanceof Rule.PerMachine)
        .findFirst()
        .orElseThrow();
  }

  static Stream<GoldenSet> sets() {
    var a = CapturedEvidence.golden("X11-TEST", "clean-A1", "clean-A2");
    var b = CapturedEvidence.golden("B550-TEST", "clean-B");
    return Stream.of(List.of(SMALL), a.firmware(), a.os(), b.firmware(), b.os())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void writtenSetIsReadAsItWas(GoldenSet set) throws GoldenSetInvalid {
    assertThat(GoldenJson.read(GoldenJson.write(set))).isEqualTo(set);
    assertThat(GoldenJson.read(GoldenJson.document(set).toPrettyString())).isEqualTo(set);
  }

  @ParameterizedTest
  @MethodSource("sets")
  void writtenSetKeepsToThePublishedSchema(GoldenSet set) throws JsonProcessingException {
    assertThat(Schema.errors(JSON.readTree(GoldenJson.write(set)))).isEmpty();
  }

  @Test
  void canonicalFormIsSortedAndWithoutBlanks() throws GoldenSetInvalid {
    var text = GoldenJson.write(small("\u001f\"\u00fc"));
    assertThat(text)
        .startsWith("{\"events\":[{\"digests\":[{\"sha256\":\"00")
        .contains("\"label\":\"\\u001f\\\"\u00fc\",\"optional\":false,\"pcr\":0,\"rule\"")
        .doesNotContain("\n", ": ");
    assertThat(GoldenJson.write(GoldenJson.read(text))).isEqualTo(text);
  }

  @Test
  void historyBesideTheSetDemandsNothing() throws GoldenSetInvalid {
    var document = GoldenJson.document(SMALL).put("state", "ACTIVE").put("createdBy", "somebody");
    document.putNull("approvedBy").putArray("from").add("aa");
    assertThat(GoldenJson.read(document.toString())).isEqualTo(SMALL);
    assertThat(Schema.errors(document)).isEmpty();
  }

  @Test
  void fieldsOfTheOtherRulesMayBeEmpty() throws GoldenSetInvalid {
    var document = GoldenJson.document(SMALL);
    event(document, 0).putArray("fields");
    event(document, 0).putNull("rest");
    event(document, 2).putArray("digests");
    assertThat(GoldenJson.read(document.toString())).isEqualTo(SMALL);
    assertThat(Schema.errors(document)).isEmpty();
  }

  @Test
  void setWithoutQuirksExcusesNothing() throws GoldenSetInvalid {
    var document = GoldenJson.document(SMALL);
    document.remove("quirks");
    assertThat(GoldenJson.read(document.toString()).quirks()).isEmpty();
    assertThat(Schema.errors(document)).isEmpty();
  }

  private static ObjectNode event(ObjectNode document, int index) {
    return (ObjectNode) document.path("events").path(index);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/format",
        "/id",
        "/model",
        "/layer",
        "/firmwareVersion",
        "/events",
        "/finalValues",
        "/events/0/pcr",
        "/events/0/type",
        "/events/0/label",
        "/events/0/rule",
        "/events/0/optional",
        "/events/0/digests",
        "/events/2/fields",
        "/events/2/rest",
        "/events/2/reason",
        "/quirks/0/oddity",
        "/quirks/0/pcr",
        "/quirks/0/event"
      })
  void missingFieldRefusesTheSet(String pointer) {
    var document = GoldenJson.document(SMALL);
    var at = JsonPointer.compile(pointer);
    ((ObjectNode) document.at(at.head())).remove(at.last().getMatchingProperty());
    assertRefused(document, "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/format | 1 | format is not a text",
        "/format | \"assay-golden-set/2\" | the format is assay-golden-set/2, and this version"
            + " reads assay-golden-set/1",
        "/id | 1 | id is not a text",
        "/id | \" \" | a golden set has an id",
        "/layer | \"BOTH\" | layer is not FIRMWARE or OS",
        "/events | {} | events is not an array",
        "/events/0 | [] | events[0] is not an object",
        "/events/0/pcr | 24 | events[0].pcr is not a PCR from 0 to 23",
        "/events/0/pcr | 0.5 | events[0].pcr is not a whole number",
        "/events/0/pcr | 8 | PCR 8 is not of the layer",
        "/events/0/type | \"EV_NOTHING\" | events[0].type is not the name of an event type",
        "/events/0/type | \"EV_NO_ACTION\" | events[0]: EV_NO_ACTION is never extended",
        "/events/0/rule | \"any\" | events[0].rule is not exactly, oneOf or perMachine",
        "/events/0/rule | \"perMachine\" | events[0] is not of one rule",
        "/events/0/digests | [] | events[0] is not of one rule",
        "/events/0/digests | [{}] | events[0].digests[0] is not a digest of any bank",
        "/events/0/digests/0/sha256 | \"00\" | events[0].digests[0].sha256 is not a sha256 digest"
            + " of 64 lower-case hexadecimal digits",
        "/events/0/digests/0/md5 | \"00\" | events[0].digests[0].md5 is not of a known bank",
        "/events/0/optional | 0 | events[0].optional is not true or false",
        "/events/0/reason | \"because\" | events[0] is not of one rule",
        "/events/0/more | 1 | events[0].more is no field of this format",
        "/events/2/pcr | 2 | events[2]: an event of",
        "/events/2/fields | [] | events[2]",
        "/events/2/fields | [\"SERIAL\"] | events[2].fields[0] is not a field that may vary per"
            + " machine",
        "/events/2/rest | \"00\" | events[2].rest is not a sha256 digest",
        "/finalValues/sha256 | 1 | finalValues.sha256 is not an object",
        "/finalValues/sha256/24 | \"00\" | finalValues.sha256.24 is not the value of a PCR from 0"
            + " to 23",
        "/quirks | {} | quirks is not an array",
        "/quirks/0/oddity | \"ANYTHING\" | quirks[0].oddity is not a finding that a golden set can"
            + " excuse",
        "/quirks/0/event | {} | quirks[0]: a quirk EVENT_OUT_OF_ORDER names its event",
        "/quirks/0/pcr | 8 | PCR 8 is not of the layer",
        "/quirks/0/more | 1 | quirks[0].more is no field of this format",
        "/more | 1 | more is no field of this format"
      })
  void wrongFieldRefusesTheSetAndIsNamed(String pointer, String value, String reason)
      throws JsonProcessingException {
    var document = GoldenJson.document(SMALL);
    var at = JsonPointer.compile(pointer);
    var parent = document.at(at.head());
    var last = at.last();
    if (parent instanceof ArrayNode array) {
      array.set(last.getMatchingIndex(), JSON.readTree(value));
    } else {
      ((ObjectNode) parent).set(last.getMatchingProperty(), JSON.readTree(value));
    }
    assertRefused(document, reason);
  }

  /// The reader and the schema agree, but for what the schema doesn't say: which event types there
  /// are, and which layer a PCR is of.
  private static void assertRefused(JsonNode document, String reason) {
    assertThatExceptionOfType(GoldenSetInvalid.class)
        .isThrownBy(() -> GoldenJson.read(document.toString()))
        .withMessageContaining(reason);
    if (!reason.matches(".*(not of the layer|name of an event type|EV_NO_ACTION).*")) {
      assertThat(Schema.errors(document)).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "1", "{} {}", "{\"format\": 1, \"format\": 1}", "{", "no"})
  void whatIsNoDocumentIsRefused(String text) {
    assertThatExceptionOfType(GoldenSetInvalid.class)
        .isThrownBy(() -> GoldenJson.read(text))
        .satisfies(refusal -> assertThat(refusal.reason()).isNotBlank());
  }
}
