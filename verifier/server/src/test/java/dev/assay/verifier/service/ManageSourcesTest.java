package dev.assay.verifier.service;

import static dev.assay.verifier.testing.Assertions.assertDeclined;
import static dev.assay.verifier.testing.TestService.OPERATOR;
import static dev.assay.verifier.testing.TestService.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.golden.GoldenSet;
import dev.assay.reference.Agreement.Word;
import dev.assay.reference.TestSigner;
import dev.assay.reference.corim.CorimWriter;
import dev.assay.reference.manifest.ManifestFiles;
import dev.assay.verifier.service.Confidence.Said;
import dev.assay.verifier.testing.TestService;
import java.nio.charset.StandardCharsets;
import java.security.KeyException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What vendors say, kept as sources of a golden set's confidence.
class ManageSourcesTest {
  private static final TestSigner VENDOR = new TestSigner("TestVendor");

  private final TestService service = new TestService();
  private final GoldenRecord firmware =
      service
          .propose(service.active("a1", "clean-A1"), service.active("a2", "clean-A2"))
          .getFirst();

  private static ManifestFiles corim(GoldenSet set, TestSigner signer, TestSigner trusted) {
    try {
      var pem = Bytes.wrap(trusted.pem().getBytes(StandardCharsets.UTF_8));
      return new ManifestFiles(CorimWriter.write(set, signer.key()), List.of(), List.of(pem));
    } catch (KeyException e) {
      throw new AssertionError(e);
    }
  }

  private Outcome<Confidence> bring(ManifestFiles files) {
    return service.sources.bring(firmware.id(), files, OPERATOR);
  }

  @Test
  void sourceIsKeptWithWhoBroughtItAndWhatItSays() {
    var said = done(bring(corim(firmware.set(), VENDOR, VENDOR)));

    assertThat(said.sources()).hasSize(1);
    var source = said.sources().getFirst();
    assertThat(source.brought().brought().by()).isEqualTo(OPERATOR.name());
    assertThat(source.said())
        .isInstanceOfSatisfying(
            Said.Holds.class,
            holds -> {
              assertThat(holds.values().signer()).contains("TestVendor");
              assertThat(holds.agreement().supports()).isTrue();
            });
    assertThat(done(service.sources.show(firmware.id()))).isEqualTo(said);
    assertThat(entries()).anyMatch(entry -> entry.contains("REFERENCE_BROUGHT"));
  }

  private List<String> entries() {
    return List.of(service.audit.head().orElseThrow().entry().act());
  }

  @Test
  void eachEventShowsWhoAgreesOnIt() {
    var said = done(bring(corim(firmware.set(), VENDOR, VENDOR)));

    assertThat(said.machines()).isEqualTo(2);
    assertThat(said.quorum()).isEqualTo(2);
    assertThat(said.events()).hasSameSizeAs(firmware.set().events());
    assertThat(said.events())
        .allSatisfy(
            on -> {
              assertThat(on.quorum()).isNotEqualTo(on.manual());
              assertThat(on.vendors()).as("a CoRIM speaks of values").containsExactly(Word.SILENT);
            });
    assertThat(said.events()).anyMatch(Confidence.OnEvent::quorum);
  }

  @Test
  void vendorWhoSaysAnotherThingSupportsNothing() {
    var other =
        service.propose(service.active("u1", "fw-update-A1"), service.active("u2", "fw-update-A2"));

    var said = done(bring(corim(other.getFirst().set(), VENDOR, VENDOR)));

    assertThat(said.sources().getFirst().said())
        .isInstanceOfSatisfying(
            Said.Holds.class, holds -> assertThat(holds.agreement().supports()).isFalse());
  }

  @Test
  void forgedSignatureIsRefusedAndNotKept() {
    var forged = corim(firmware.set(), new TestSigner("TestVendor"), VENDOR);

    assertDeclined(bring(forged), Decline.INVALID);

    assertThat(done(service.sources.show(firmware.id())).sources()).isEmpty();
  }

  private static VendorRoots own(X509Certificate... certificates) {
    return new VendorRoots.Own(List.of(certificates));
  }

  private static boolean holds(Outcome<Confidence> shown) {
    return done(shown).sources().getFirst().said() instanceof Said.Holds;
  }

  /// Whoever brings a manifest could make a vendor up, with a root of the vendor's name.
  @Test
  void rootOfTheBringersIsNoneWhereTheVerifierHasItsOwn() {
    var madeUp = new TestSigner("TestVendor");
    var sources = service.sourcesOn(own(VENDOR.root()));

    assertDeclined(
        sources.bring(firmware.id(), corim(firmware.set(), madeUp, madeUp), OPERATOR),
        Decline.INVALID);
    assertThat(done(sources.show(firmware.id())).sources()).isEmpty();
  }

  @Test
  void certificatesThatComeWithAManifestLeadToTheVerifiersRoot() {
    var sources = service.sourcesOn(own(VENDOR.root()));

    var said = sources.bring(firmware.id(), corim(firmware.set(), VENDOR, VENDOR), OPERATOR);

    assertThat(holds(said)).isTrue();
    assertThat(done(said).ownRoots()).isTrue();
    assertThat(done(service.sources.show(firmware.id())).ownRoots()).isFalse();
  }

  @Test
  void signerInTheFolderNeedsNothingFromTheBringer() {
    var sources = service.sourcesOn(own(VENDOR.root(), VENDOR.certificate()));
    var bare =
        new ManifestFiles(corim(firmware.set(), VENDOR, VENDOR).manifest(), List.of(), List.of());

    assertThat(holds(sources.bring(firmware.id(), bare, OPERATOR))).isTrue();
  }

  /// Else whoever writes the database brings in a vendor with a manifest.
  @Test
  void whatIsKeptIsBelievedOnTheRootsOfNow() {
    done(bring(corim(firmware.set(), VENDOR, VENDOR)));

    assertThat(holds(service.sourcesOn(own(VENDOR.root())).show(firmware.id()))).isTrue();
    assertThat(holds(service.sourcesOn(own()).show(firmware.id()))).isFalse();
    var another = new TestSigner("TestVendor");
    assertThat(holds(service.sourcesOn(own(another.root())).show(firmware.id()))).isFalse();
  }

  @Test
  void whatIsNotAManifestIsRefused() {
    var pem = Bytes.wrap(VENDOR.pem().getBytes(StandardCharsets.UTF_8));
    for (var text :
        List.of("", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "x")) {
      var bytes = Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
      assertDeclined(bring(new ManifestFiles(bytes, List.of(), List.of(pem))), Decline.INVALID);
    }
    assertDeclined(
        bring(
            new ManifestFiles(
                corim(firmware.set(), VENDOR, VENDOR).manifest(), List.of(), List.of())),
        Decline.INVALID);
  }

  @Test
  void manifestAlteredInTheDatabaseIsShownAsRefused() {
    done(bring(corim(firmware.set(), VENDOR, VENDOR)));
    service.execute(
        "UPDATE golden_reference SET manifest = set_byte(manifest, 100, get_byte(manifest, 100) #"
            + " 1)");

    assertThat(done(service.sources.show(firmware.id())).sources())
        .singleElement()
        .extracting(Confidence.Source::said)
        .isInstanceOf(Said.Refused.class);
  }

  @Test
  void sameManifestComesOnce() {
    var files = corim(firmware.set(), VENDOR, VENDOR);
    done(bring(files));

    assertDeclined(bring(files), Decline.CONFLICT);
    assertDeclined(service.sources.bring("no-such-set", files, OPERATOR), Decline.NOT_FOUND);
  }

  @Test
  void whatNoQuorumMadeIsAPersonsWord() {
    var order =
        new LearnOrder(
            TestService.MODEL,
            List.of(service.active("b1", "clean-A1").id()),
            Optional.of("alone"));
    var single = done(service.golden.draft(order, OPERATOR)).sets().getFirst();

    assertThat(done(service.sources.show(single.id())).events())
        .allMatch(on -> on.manual() && !on.quorum());
  }
}
