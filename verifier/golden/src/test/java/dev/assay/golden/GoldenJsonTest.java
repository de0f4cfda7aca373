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
import dev.assay.appraisal.golden.ComponentKind;
import dev.assay.appraisal.golden.ComponentKind.Part;
import dev.assay.appraisal.golden.ComponentList;
import dev.assay.appraisal.golden.Decision;
import dev.assay.appraisal.golden.ExpectedComponents;
import dev.assay.appraisal.golden.ExpectedComponents.Expected;
import dev.assay.appraisal.golden.GoldenDraft;
import dev.assay.appraisal.golden.GoldenEvent;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.Oddity;
import dev.assay.appraisal.golden.Provenance;
import dev.assay.appraisal.golden.Quirk;
import dev.assay.appraisal.golden.Rule;
import dev.assay.appraisal.golden.SecureBootExpectation;
import dev.assay.appraisal.golden.Source;
import dev.assay.appraisal.testing.CapturedEvidence;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
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

  /// A set of the second form.
  private static GoldenSet whole() {
    SortedMap<HashAlgorithm, Digest> zero = new TreeMap<>(Map.of(SHA256, SHA256.zero()));
    var dbx = new TreeSet<>(Set.of("44".repeat(32), "33".repeat(32)));
    return new GoldenSet(
        "gs-2",
        "Vendor Board",
        Layer.FIRMWARE,
        "1.0",
        List.of(
            new GoldenEvent(
                PcrIndex.of(7),
                EventType.EFI_VARIABLE_DRIVER_CONFIG,
                "dbx",
                new Rule.DbxAtLeast(zero, dbx))),
        PcrValues.EMPTY,
        List.of(),
        Optional.of(
            new SecureBootExpectation(true, SHA256.zero(), SHA256.zero(), SHA256.zero(), dbx)),
        Optional.of(made()));
  }

  private static Provenance made() {
    return new Provenance(
        List.of(
            new Source("rack 1", SHA256.zero(), Optional.of("pallet 7"), false),
            new Source("rack 2", SHA256.zero(), Optional.empty(), true)),
        2,
        "ann",
        Instant.parse("2026-11-29T07:00:00Z"),
        List.of(
            new Decision(
                Decision.Kind.MAY_VARY, Optional.of(PcrIndex.of(6)), "ann", "the asset tag"),
            new Decision(
                Decision.Kind.DIFFERENCES_ACCEPTED, Optional.empty(), "bob", "two releases")));
  }

  private static GoldenSet image() {
    return new GoldenSet(
        "gs-3",
        "debian-12",
        Layer.OS,
        "",
        List.of(),
        PcrValues.EMPTY,
        List.of(),
        Optional.empty(),
        Optional.of(made()));
  }

  /// A set of the third form.
  private static GoldenSet equipped() {
    var bridge = new ComponentKind.Pci(0x8086, 0x29C0, 0, 0, 0x060000, 0, false);
    var card = new ComponentKind.Pci(0x8086, 0x10D3, 0x8086, 0xA01F, 0x020000, 2, true);
    var memory = new ComponentKind.Part(Part.Type.MEMORY, "Samsung", "M393A4K40");
    return whole()
        .expecting(
            new ExpectedComponents(
                Map.of(
                    ComponentList.PCI,
                    List.of(new Expected(bridge, 1, 1), new Expected(card, 0, 2)),
                    ComponentList.SMBIOS,
                    List.of(new Expected(memory, 8, 8)))));
  }

  static Stream<GoldenSet> sets() {
    var a = CapturedEvidence.golden("X11-TEST", "clean-A1", "clean-A2");
    var b = CapturedEvidence.golden("B550-TEST", "clean-B");
    return Stream.of(
            List.of(SMALL, whole(), image(), equipped()),
            a.firmware(),
            a.os(),
            b.firmware(),
            b.os())
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
    document.putNull("proposal").putArray("from").add("aa");
    assertThat(GoldenJson.read(document.toString())).isEqualTo(SMALL);
    assertThat(Schema.errors(document)).isEmpty();
  }

  @Test
  void setThatTheFirstFormCanHoldIsWrittenInIt() {
    assertThat(GoldenJson.document(SMALL).path("format").asText()).isEqualTo("assay-golden-set/1");
    assertThat(GoldenJson.document(whole()).path("format").asText())
        .isEqualTo("assay-golden-set/2");
    assertThat(GoldenJson.document(equipped()).path("format").asText())
        .isEqualTo("assay-golden-set/3");
  }

  @Test
  void setOfAnOsImageNamesItAndNoModel() {
    var document = GoldenJson.document(image());
    assertThat(document.path("osImage").asText()).isEqualTo("debian-12");
    assertThat(document.has("model")).isFalse();
    assertRefused(document.put("model", "other"), "model is no field of this layer");
    assertRefused(
        GoldenJson.document(whole()).put("osImage", "other"), "osImage is no field of this layer");
  }

  /// Else an old reader would hold machines to half of it.
  @Test
  void whatTheSecondFormBroughtIsNoPartOfTheFirst() {
    assertRefused(
        GoldenJson.document(whole()).put("format", "assay-golden-set/1"),
        "is no field of this format");
    assertRefused(
        GoldenJson.document(equipped()).put("format", "assay-golden-set/2"),
        "components is no field of this format");
    assertRefused(
        GoldenJson.document(whole()).put("format", "assay-golden-set/3"), "components is missing");
  }

  @Test
  void componentsStandInOneOrder() throws GoldenSetInvalid {
    var document = GoldenJson.document(equipped());
    var pci = (ArrayNode) document.at("/components/pci");
    assertThat(pci.get(0).path("device").asText()).isEqualTo("10d3");
    pci.add(pci.remove(0));
    assertThat(GoldenJson.read(document.toString())).isEqualTo(equipped());
    assertThat(GoldenJson.write(equipped()))
        .contains(
            "{\"components\":{\"pci\":[{\"class\":\"020000\",\"device\":\"10d3\",\"least\":0,")
        .contains("\"smbios\":[{\"least\":8,\"manufacturer\":\"Samsung\",");
  }

  @Test
  void componentsAreOfTheFirmware() {
    var document = GoldenJson.document(image());
    document.put("format", "assay-golden-set/3").put("osImage", "debian-12");
    document.set("components", GoldenJson.document(equipped()).path("components"));
    assertRefused(document, "components are of the layer FIRMWARE, not OS");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/components | {} | components: expected components of no list",
        "/components/more | [] | components.more is no field of this format",
        "/components/pci | {} | components.pci is not an array",
        "/components/pci/0/vendor | \"8086A\" | components.pci[0].vendor is not 4 lower-case",
        "/components/pci/0/vendor | \"808G\" | components.pci[0].vendor is not 4 lower-case",
        "/components/pci/0/class | \"0200\" | components.pci[0].class is not 6 lower-case",
        "/components/pci/0/optionRom | null | components.pci[0].optionRom is missing",
        "/components/pci/0/most | 4097 | components.pci[0]: at least 0 and at most 4097",
        "/components/pci/1/most | 0 | components.pci[1]: at least 1 and at most 0",
        "/components/pci/1/slot | \"0000:00:00.0\" | components.pci[1].slot is no field",
        "/components/smbios/0/type | \"FAN\" | components.smbios[0].type is not a type of part",
        "/components/smbios/0/serial | \"12AB\" | components.smbios[0].serial is no field"
      })
  void wrongComponentIsNamed(String pointer, String value, String reason)
      throws JsonProcessingException {
    var document = GoldenJson.document(equipped());
    change(document, pointer, value);
    assertRefused(document, reason);
  }

  @Test
  void noMachineHasFewerThanTheLeast() {
    var document = GoldenJson.document(equipped());
    ((ObjectNode) document.at("/components/pci/1")).put("least", 2);
    assertThatExceptionOfType(GoldenSetInvalid.class)
        .isThrownBy(() -> GoldenJson.read(document.toString()))
        .withMessageContaining("components.pci[1]: at least 2 and at most 1");
  }

  @Test
  void noMoreIsExpectedThanAHostMayReport() {
    var document = GoldenJson.document(equipped());
    ((ObjectNode) document.at("/components/pci/0")).put("most", 4_096);
    assertThatExceptionOfType(GoldenSetInvalid.class)
        .isThrownBy(() -> GoldenJson.read(document.toString()))
        .withMessageContaining("components: more than 4096 PCI devices");
  }

  @Test
  void componentIsExpectedOnce() {
    var document = GoldenJson.document(equipped());
    var pci = (ArrayNode) document.at("/components/pci");
    pci.add(pci.get(0).deepCopy());
    assertRefused(document, "subsystem 8086:a01f, revision 02 is expected twice");
  }

  @Test
  void provenanceAndSecureBootAreInTheCanonicalForm() {
    assertThat(GoldenJson.write(whole()))
        .contains("\"provenance\":{\"at\":\"2026-11-29T07:00:00Z\",\"decisions\":[{\"by\":\"ann\"")
        .contains("\"secureBoot\":{\"db\":\"00")
        .contains("\"dbx\":[\"33");
  }

  @Test
  void whatIsNestedDeeperThanAnySetIsRefused() {
    assertThatExceptionOfType(GoldenSetInvalid.class)
        .isThrownBy(() -> GoldenJson.read("[".repeat(33) + "]".repeat(33)))
        .withMessageContaining("nesting depth");
    assertThatExceptionOfType(GoldenSetInvalid.class)
        .isThrownBy(() -> GoldenJson.read("[".repeat(32) + "]".repeat(32)))
        .withMessage("the document is not an object");
  }

  @Test
  void severalSetsMayBeInOneFile() throws GoldenSetInvalid {
    var both = "[" + GoldenJson.write(SMALL) + "," + GoldenJson.write(image()) + "]";
    assertThat(GoldenJson.readAll(both)).containsExactly(SMALL, image());
    assertThat(GoldenJson.readAll(GoldenJson.write(SMALL))).containsExactly(SMALL);
    assertThatExceptionOfType(GoldenSetInvalid.class)
        .isThrownBy(() -> GoldenJson.readAll("[]"))
        .withMessageContaining("empty list");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/secureBoot | null | rule is not of a set that says in secureBoot what dbx holds",
        "/secureBoot/state | \"maybe\" | secureBoot.state is not on or off",
        "/secureBoot/pk | \"00\" | secureBoot.pk is not a sha256 digest",
        "/secureBoot/dbx/0 | \"00\" | secureBoot.dbx[0] is not a sha256 digest",
        "/secureBoot/dbx/1 |"
            + " \"3333333333333333333333333333333333333333333333333333333333333333\" |"
            + " secureBoot.dbx[1] is not there once",
        "/secureBoot/more | 1 | secureBoot.more is no field of this format",
        "/events/0/digests | [] | events[0] is not of one rule",
        "/events/0/pcr | 6 | events[0]: dbx is measured into PCR 7",
        "/provenance/sources | [] | provenance: a quorum of 2 among 0 machines",
        "/provenance/sources/0/name | \"\" | provenance.sources[0]: a machine without a name",
        "/provenance/sources/0/log | \"00\" | provenance.sources[0].log is not a sha256 digest",
        "/provenance/sources/0/outlier | 1 | provenance.sources[0].outlier is not true or false",
        "/provenance/sources/0/more | 1 | provenance.sources[0].more is no field",
        "/provenance/quorum | 3 | provenance: a quorum of 3 among 2 machines",
        "/provenance/proposedBy | \"\" | provenance: a set that nobody proposed",
        "/provenance/at | \"yesterday\" | provenance.at is not a moment",
        "/provenance/at | \"2026-11-29T08:00:00+01:00\" | provenance.at is not a moment",
        "/provenance/decisions/0/kind | \"NONE\" | provenance.decisions[0].kind is not a kind",
        "/provenance/decisions/0/pcr | null | provenance.decisions[0]: a decision MAY_VARY",
        "/provenance/decisions/0/reason | \"\" | provenance.decisions[0]: a decision has",
        "/provenance/decisions/0/more | 1 | provenance.decisions[0].more is no field",
        "/provenance/more | 1 | provenance.more is no field of this format"
      })
  void wrongFieldOfTheSecondFormIsNamed(String pointer, String value, String reason)
      throws JsonProcessingException {
    var document = GoldenJson.document(whole());
    change(document, pointer, value);
    assertRefused(document, reason);
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
        "/format | \"assay-golden-set/4\" | the format is assay-golden-set/4, and this version"
            + " reads assay-golden-set/1, assay-golden-set/2 and assay-golden-set/3",
        "/id | 1 | id is not a text",
        "/id | \" \" | a golden set has an id, and a board model or OS image",
        "/layer | \"BOTH\" | layer is not FIRMWARE or OS",
        "/events | {} | events is not an array",
        "/events/0 | [] | events[0] is not an object",
        "/events/0/pcr | 24 | events[0].pcr is not a PCR from 0 to 23",
        "/events/0/pcr | 0.5 | events[0].pcr is not a whole number",
        "/events/0/pcr | 8 | PCR 8 is not of the layer",
        "/events/0/type | \"EV_NOTHING\" | events[0].type is not the name of an event type",
        "/events/0/type | \"EV_NO_ACTION\" | events[0]: EV_NO_ACTION is never extended",
        "/events/0/rule | \"any\" | events[0].rule is not exactly, oneOf, dbxAtLeast or perMachine",
        "/events/0/rule | \"perMachine\" | events[0] is not of one rule",
        "/events/0/digests | [] | events[0] is not of one rule",
        "/events/0/digests | [{}] | events[0].digests[0] is not a digest of any bank",
        "/events/0/digests/0/sha256 | \"00\" | events[0].digests[0].sha256 is not a sha256 digest"
            + " of 64 lower-case hexadecimal digits",
        "/events/0/digests/0/md5 | \"00\" | events[0].digests[0].md5 is not of a known bank",
        "/events/0/optional | 0 | events[0].optional is not true or false",
        "/events/0/reason | \"because\" | events[0] is not of one rule",
        "/events/0/more | 1 | events[0].more is no field of this format",
        "/events/2/pcr | 2 | an event of PCR 2 can't vary per machine without a recorded decision",
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
    change(document, pointer, value);
    assertRefused(document, reason);
  }

  private static void change(ObjectNode document, String pointer, String value)
      throws JsonProcessingException {
    var at = JsonPointer.compile(pointer);
    var parent = document.at(at.head());
    var last = at.last();
    if (parent instanceof ArrayNode array) {
      array.set(last.getMatchingIndex(), JSON.readTree(value));
    } else {
      ((ObjectNode) parent).set(last.getMatchingProperty(), JSON.readTree(value));
    }
  }

  /// The reader and the schema agree, but for what the schema doesn't say: which event types there
  /// are, and which layer a PCR is of.
  private static void assertRefused(JsonNode document, String reason) {
    assertThatExceptionOfType(GoldenSetInvalid.class)
        .isThrownBy(() -> GoldenJson.read(document.toString()))
        .withMessageContaining(reason);
    if (!reason.matches(".*(not of the layer|name of an event type|EV_NO_ACTION|quorum of).*")) {
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
