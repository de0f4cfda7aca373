package dev.assay.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.eventlog.Event;
import dev.assay.appraisal.eventlog.EventLog;
import dev.assay.appraisal.golden.GoldenDraft;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.appraisal.golden.Layer;
import dev.assay.appraisal.golden.Rule;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.appraisal.tpm.PcrValues;
import dev.assay.reference.Agreement.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What a vendor's statement says of a golden set.
class AgreementTest {
  private static final GoldenSet SET =
      GoldenDraft.ofSiblings(
              "X11", List.of(Captures.sibling("clean-A1"), Captures.sibling("clean-A2")))
          .toGoldenSetAcceptingDifferences("x11-1", Layer.FIRMWARE);

  private static Agreement with(String capture) {
    return Agreement.of(SET, statement(Captures.log(capture)));
  }

  private static ReferenceValues statement(EventLog log) {
    SortedMap<PcrIndex, List<SortedMap<HashAlgorithm, Digest>>> events = new TreeMap<>();
    log.events().stream()
        .filter(Event::extended)
        .forEach(
            event ->
                events
                    .computeIfAbsent(event.pcrIndex().orElseThrow(), _ -> new ArrayList<>())
                    .add(new TreeMap<>(event.digests())));
    return new ReferenceValues(
        ReferenceValues.Kind.TCG_RIM, "X11 BIOS", "X11", "CN=Vendor", events, PcrValues.EMPTY);
  }

  @Test
  void statementOfTheSameFirmwareConfirmsEveryConstantEvent() {
    Agreement agreement = with("mem2-A1");

    assertThat(agreement.supports()).isTrue();
    assertThat(agreement.events())
        .filteredOn(event -> event.word() == Word.SILENT)
        .noneMatch(event -> event.event().rule() instanceof Rule.Exactly)
        .isNotEmpty();
  }

  @Test
  void eventThatTheVendorHasOtherwiseDiffers() {
    Agreement agreement = with("implant-fw");

    assertThat(agreement.supports()).isFalse();
    assertThat(agreement.events())
        .filteredOn(event -> event.word() == Word.DIFFERS)
        .extracting(event -> event.event().pcr())
        .containsExactly(PcrIndex.of(0));
    assertThat(agreement.beside()).isEqualTo(Map.of(PcrIndex.of(0), 1));
  }

  @Test
  void eventThatTheVendorAloneHasIsCounted() {
    Agreement agreement = with("implant-oprom");

    assertThat(agreement.supports()).isFalse();
    assertThat(agreement.beside()).isEqualTo(Map.of(PcrIndex.of(2), 1));
  }

  @Test
  void silenceSupportsNothing() {
    ReferenceValues nothing =
        new ReferenceValues(
            ReferenceValues.Kind.CORIM, "", "", "CN=Vendor", new TreeMap<>(), PcrValues.EMPTY);
    assertThat(Agreement.of(SET, nothing).supports()).isFalse();
  }
}
