package dev.assay.reference.rim;

import static dev.assay.reference.rim.TagBuilder.bytes;
import static dev.assay.reference.rim.TagBuilder.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import dev.assay.reference.ReferenceRefused;
import dev.assay.reference.ReferenceValues;
import dev.assay.reference.Signers;
import dev.assay.reference.TestSigner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;

/// Forged base RIMs, each with one thing wrong.
class RimTest {
  private static final Bytes LOG = Captures.bytes("clean-A1", Captures.LOG);
  private static final TestSigner VENDOR = new TestSigner("TestVendor");
  private static final TestSigner STRANGER = new TestSigner("Stranger");

  private static ReferenceValues read(String tag) throws ReferenceRefused {
    return read(tag, VENDOR.believed(), TestSigner.NOW);
  }

  private static ReferenceValues read(String tag, Signers signers, Instant time)
      throws ReferenceRefused {
    return Rim.read(bytes(tag), List.of(LOG), signers, time);
  }

  private static void assertRefused(String tag, String reason) {
    assertThatExceptionOfType(ReferenceRefused.class)
        .isThrownBy(() -> read(tag))
        .withMessageContaining(reason);
  }

  @Test
  void signedTagVouchesForItsLog() throws ReferenceRefused {
    ReferenceValues values = read(new TagBuilder().sign(tag(LOG), VENDOR));

    assertThat(values.name()).isEqualTo("X11 BIOS 2.1");
    assertThat(values.platform()).isEqualTo("TestVendor X11-TEST 1");
    assertThat(values.signer()).isEqualTo("CN=TestVendor");
    assertThat(values.events().get(PcrIndex.of(0)))
        .hasSameSizeAs(Captures.log("clean-A1").extendedInto(PcrIndex.of(0)));
    assertThat(values.finalValues().get(HashAlgorithm.SHA256, PcrIndex.of(0)))
        .isEqualTo(Captures.pcrs("clean-A1").get(HashAlgorithm.SHA256, PcrIndex.of(0)));
  }

  @Test
  void unsignedTagIsRefused() {
    assertRefused(tag(LOG), "it is not signed");
  }

  @Test
  void tagOfAStrangerIsRefused() {
    assertRefused(new TagBuilder().sign(tag(LOG), STRANGER), "none of the signers");
  }

  @Test
  void keyThatStandsInTheSignatureIsNotBelieved() {
    assertRefused(new TagBuilder().withKey().sign(tag(LOG), STRANGER), "none of the signers");
  }

  @Test
  void changedTagIsRefused() {
    String signed = new TagBuilder().sign(tag(LOG), VENDOR);
    assertRefused(signed.replace("X11-TEST", "X11-TESU"), "or it was changed");
  }

  @Test
  void signatureOverAPartIsRefused() {
    assertRefused(
        new TagBuilder().reference("#whole").sign(tag(LOG), VENDOR), "not over the whole tag");
  }

  /// The signed tag is moved into another one, which says something else.
  @Test
  void wrappedTagIsRefused() {
    String signed = new TagBuilder().sign(tag(LOG), VENDOR);
    String inner = signed.substring(signed.indexOf("<SoftwareIdentity"));
    String outer = tag(LOG).replace("</SoftwareIdentity>", inner + "</SoftwareIdentity>");
    assertRefused(outer, "a signature within its content");
  }

  @Test
  void secondSignatureIsRefused() {
    String signed = new TagBuilder().sign(tag(LOG), VENDOR);
    assertRefused(new TagBuilder().sign(signed, STRANGER), "more than one signature");
  }

  @Test
  void sha1SignatureIsRefused() {
    String weak = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1";
    assertRefused(new TagBuilder().signatureMethod(weak).sign(tag(LOG), VENDOR), "of a weak kind");
  }

  @Test
  void transformThatCouldLeavePartsOutIsRefused() {
    String signed = new TagBuilder().sign(tag(LOG), VENDOR);
    String xpath = "http://www.w3.org/TR/1999/REC-xpath-19991116";
    assertThatExceptionOfType(ReferenceRefused.class)
        .isThrownBy(
            () ->
                read(
                    signed.replace(
                        "http://www.w3.org/2000/09/xmldsig#enveloped-signature", xpath)));
  }

  @Test
  void entityIsNeverExpanded() {
    String signed = new TagBuilder().sign(tag(LOG), VENDOR);
    String bomb =
        "<!DOCTYPE SoftwareIdentity [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
            + signed.substring(signed.indexOf("<SoftwareIdentity"));
    assertRefused(bomb, "no XML that is read here");
  }

  @Test
  void hugeTagIsRefusedBeforeItIsRead() {
    assertRefused(" ".repeat(SafeXml.MAX_SIZE) + tag(LOG), "larger than");
  }

  @Test
  void tagOfAnExpiredSignerIsRefused() {
    String signed = new TagBuilder().sign(tag(LOG), VENDOR);
    assertThatExceptionOfType(ReferenceRefused.class)
        .isThrownBy(
            () -> read(signed, VENDOR.believed(), TestSigner.NOW.plus(Duration.ofDays(300))))
        .withMessageContaining("none is valid at this time");
  }

  @Test
  void certificateThatMayNotSignIsNotBelieved() {
    TestSigner encrypts = new TestSigner("TestVendor", KeyUsage.keyEncipherment);
    String signed = new TagBuilder().sign(tag(LOG), encrypts);
    assertThatExceptionOfType(ReferenceRefused.class)
        .isThrownBy(() -> read(signed, encrypts.believed(), TestSigner.NOW));
  }

  @Test
  void certificateWithoutItsRootIsNotBelieved() {
    String signed = new TagBuilder().sign(tag(LOG), VENDOR);
    Signers alone = new Signers(List.of(VENDOR.certificate()));
    assertThatExceptionOfType(ReferenceRefused.class)
        .isThrownBy(() -> read(signed, alone, TestSigner.NOW));
  }

  @Test
  void otherSupportRimThanTheListedOneIsRefused() {
    String signed = new TagBuilder().sign(tag(LOG), VENDOR);
    Bytes other = Captures.bytes("implant-fw", Captures.LOG);
    assertThatExceptionOfType(ReferenceRefused.class)
        .isThrownBy(
            () -> Rim.read(bytes(signed), List.of(other), VENDOR.believed(), TestSigner.NOW))
        .withMessageContaining("x11.rimel")
        .withMessageContaining("was not given, or was changed");
  }

  @Test
  void supportRimThatIsNoLogIsRefused() {
    Bytes text = bytes("PCR 0: good");
    String signed = new TagBuilder().sign(tag(text), VENDOR);
    assertThatExceptionOfType(ReferenceRefused.class)
        .isThrownBy(() -> Rim.read(bytes(signed), List.of(text), VENDOR.believed(), TestSigner.NOW))
        .withMessageContaining("is no event log");
  }

  @Test
  void manifestOfAnotherKindIsRefused() {
    String other = tag(LOG).replace("PC Client RIM", "Server RIM");
    assertRefused(new TagBuilder().sign(other, VENDOR), "a manifest of another kind: Server RIM");
  }
}
