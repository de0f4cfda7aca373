package dev.assay.appraisal.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.Captures;
import dev.assay.appraisal.testing.EventData;
import dev.assay.appraisal.testing.LogBuilder;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What PCR 7 says of Secure Boot: modes, keys, databases, and what each image was started by.
class SecureBootVariablesTest {
  private static final Bytes OWNER = Bytes.fromHex("00112233445566778899aabbccddeeff");
  private static final Bytes HASH = Bytes.fromHex("ab".repeat(32));

  private static VariableContent content(int pcr, EventType type, Bytes data) {
    Event event = LogBuilder.agile().event(pcr, type, data).log().events().getLast();
    return ((EventPayload.UefiVariable) event.payload()).content();
  }

  private static VariableContent configuration(Bytes vendor, String name, Bytes value) {
    return content(
        7, EventType.EFI_VARIABLE_DRIVER_CONFIG, EventData.variable(vendor, name, value));
  }

  private static VariableContent db(Bytes value) {
    return configuration(EventData.IMAGE_SECURITY, "db", value);
  }

  private static VariableContent authority(Bytes vendor, String name, Bytes value) {
    return content(7, EventType.EFI_VARIABLE_AUTHORITY, EventData.variable(vendor, name, value));
  }

  private static SignatureEntry entry(SignatureData data) {
    return new SignatureEntry(Optional.of(new Guid(OWNER)), data);
  }

  private static SignatureData.ImageHash imageHash() {
    return new SignatureData.ImageHash(new Digest(HashAlgorithm.SHA256, HASH));
  }

  private static List<SignatureEntry> entries(String capture, String variable) {
    for (Event event : Captures.log(capture).events()) {
      if (event.payload() instanceof EventPayload.UefiVariable found
          && found.name().equals(variable)
          && found.content() instanceof SignatureDatabase database) {
        return database.entries();
      }
    }
    throw new AssertionError("no " + variable + " in " + capture);
  }

  @Test
  void certificatesOfARealMachineNameTheirSubjectAndIssuer() {
    SignatureEntry microsoft = entries("clean-B", "db").getFirst();

    assertThat(microsoft.owner()).contains(Guid.of("77fa9abd-0359-4d32-bd60-28f4e78f784b"));
    assertThat(microsoft.data())
        .isInstanceOfSatisfying(
            SignatureData.Certificate.class,
            certificate -> {
              assertThat(certificate.subject()).contains("CN=Microsoft").contains("O=Microsoft");
              assertThat(certificate.issuer()).contains("CN=Microsoft");
              assertThat(certificate.serial()).isNotEqualTo(Bytes.EMPTY);
              assertThat(certificate.sha256())
                  .isEqualTo(HashAlgorithm.SHA256.hash(certificate.bytes()));
            });
  }

  @Test
  void everyKeyAndDatabaseOfARealMachineIsDecoded() {
    for (String variable : List.of("PK", "KEK", "db", "dbx")) {
      assertThat(entries("clean-B", variable))
          .as(variable)
          .isNotEmpty()
          .extracting(SignatureEntry::data)
          .hasOnlyElementsOfTypes(SignatureData.Certificate.class, SignatureData.ImageHash.class);
    }
  }

  @Test
  void authorityThatStartedShimIsInTheDb() {
    EventPayload.UefiVariable used =
        (EventPayload.UefiVariable) Captures.log("clean-B").events().get(26).payload();

    assertThat(used.content())
        .isInstanceOfSatisfying(
            VariableContent.Authority.class,
            authority ->
                assertThat(entries("clean-B", "db"))
                    .anyMatch(entry -> entry.equals(authority.entry())));
  }

  @Test
  void certificateOfShimIsAnAuthorityWithoutAnOwner() {
    Bytes der = entries("clean-B", "db").getFirst().data().bytes();

    assertThat(authority(EventData.SHIM, "Shim", der))
        .isInstanceOfSatisfying(
            VariableContent.Authority.class,
            authority -> {
              assertThat(authority.entry().owner()).isEmpty();
              assertThat(authority.entry().data().bytes()).isEqualTo(der);
            });
  }

  @Test
  void imageStartedByItsHashIsAnAuthorityToo() {
    assertThat(authority(EventData.IMAGE_SECURITY, "db", Bytes.concat(OWNER, HASH)))
        .isEqualTo(new VariableContent.Authority(entry(imageHash())));
  }

  @Test
  void unreadableCertificateIsKeptWithItsBytes() {
    Bytes cut = entries("clean-B", "db").getFirst().data().bytes().slice(0, 100);

    assertThat(db(EventData.signatureList(EventData.X509, Bytes.concat(OWNER, cut))))
        .isInstanceOfSatisfying(
            SignatureDatabase.class,
            database ->
                assertThat(database.entries().getFirst().data())
                    .isInstanceOfSatisfying(
                        SignatureData.UnreadableCertificate.class,
                        unreadable -> assertThat(unreadable.bytes()).isEqualTo(cut)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "30", "3000", "30800000", "3003020100", "30840000000100"})
  void whatIsNoCertificateIsUnreadable(String der) {
    assertThat(CertificateDecoder.decode(Bytes.fromHex(der)))
        .isInstanceOf(SignatureData.UnreadableCertificate.class);
  }

  @Test
  void listsFollowEachOther() {
    Bytes hashes =
        EventData.signatureList(
            EventData.SHA256, Bytes.concat(OWNER, HASH), Bytes.concat(OWNER, HASH));
    Bytes time = Bytes.fromHex("e7070c1f173b3a000000000000000000");
    Bytes revoked = EventData.signatureList(EventData.X509_SHA256, Bytes.concat(OWNER, HASH, time));

    assertThat(configuration(EventData.IMAGE_SECURITY, "dbx", Bytes.concat(hashes, revoked)))
        .isInstanceOfSatisfying(
            SignatureDatabase.class,
            database ->
                assertThat(database.entries())
                    .containsExactly(
                        entry(imageHash()),
                        entry(imageHash()),
                        entry(
                            new SignatureData.CertificateHash(
                                Bytes.concat(HASH, time),
                                new Digest(HashAlgorithm.SHA256, HASH),
                                new EfiTime(2023, 12, 31, 23, 59, 58)))));
  }

  @Test
  void whatManyMachinesHaveIsReadOnceAndWhatIsHugeIsNotKept() {
    Bytes many = Bytes.concat(OWNER, Bytes.wrap(new byte[1 << 15]));
    Bytes few = EventData.signatureList(EventData.X509, many.slice(0, 1000));

    assertThat(db(few)).isSameAs(db(few)).isNotEqualTo(db(Bytes.concat(few, few)));
    Bytes huge = EventData.signatureList(EventData.X509, many);
    assertThat(db(huge)).isNotSameAs(db(huge)).isEqualTo(db(huge));
  }

  @Test
  void certificateThatStartsManyMachinesIsReadOnce() {
    Bytes certificate = entries("clean-B", "db").getFirst().data().bytes();

    assertThat(CertificateDecoder.decode(certificate.copy()))
        .isInstanceOf(SignatureData.Certificate.class)
        .isSameAs(CertificateDecoder.decode(certificate));
  }

  @Test
  void typeThatNobodyKnowsKeepsItsBytes() {
    Bytes list = EventData.signatureList(OWNER, Bytes.concat(OWNER, HASH));

    assertThat(db(list))
        .isEqualTo(
            new SignatureDatabase(
                List.of(
                    new SignatureList(
                        new Guid(OWNER),
                        Bytes.EMPTY,
                        List.of(entry(new SignatureData.Other(HASH))))),
                HashAlgorithm.SHA256.hash(list)));
  }

  @ParameterizedTest
  @CsvSource({
    "entries of another size than their type has, 4d000000 00000000 31000000",
    "a header where the type has none, 4c000000 01000000 30000000",
    "a rest that is no entry, 4d000000 00000000 30000000",
    "a list larger than the variable, ff000000 00000000 30000000",
    "a list smaller than its own header, 1b000000 00000000 30000000",
    "a negative size, ffffffff 00000000 30000000",
    "entries without room for their owner, 4c000000 00000000 0f000000",
    "entries of no size, 4c000000 00000000 00000000"
  })
  void listWhoseSizesDontAddUpIsBroken(String what, String sizes) {
    Bytes list =
        Bytes.concat(
            EventData.SHA256, Bytes.fromHex(sizes.replace(" ", "")), OWNER, HASH, Bytes.EMPTY);

    assertThat(db(list)).as(what).isInstanceOf(VariableContent.Broken.class);
  }

  @Test
  void entryThatHoldsNothingIsBrokenAlsoWhereNobodyKnowsItsType() {
    assertThat(db(EventData.signatureList(OWNER, OWNER)))
        .isInstanceOf(VariableContent.Broken.class);
  }

  @ParameterizedTest
  @CsvSource({
    "SHA-256, 2616c4c14c509240aca941f936934328, 32",
    "SHA-256 of a certificate, 92a4d23bc0967940b420fcf98ef103ed, 48",
    "RSA 2048, e866573c9c26344eaa14ed776e85b3b6, 256"
  })
  void entryOfAnotherSizeThanItsTypesIsBroken(String what, String type, int size) {
    for (int data : new int[] {size - 1, size, size + 1}) {
      Bytes entry = Bytes.concat(OWNER, Bytes.wrap(new byte[data]));
      assertThat(db(EventData.signatureList(Bytes.fromHex(type), entry)))
          .as("%s of %d bytes", what, data)
          .isInstanceOf(data == size ? SignatureDatabase.class : VariableContent.Broken.class);
    }
  }

  @Test
  void certificateOfNoBytesIsBroken() {
    Bytes sizes = Bytes.fromHex("2c0000000000000010000000");

    assertThat(db(Bytes.concat(EventData.X509, sizes, OWNER)))
        .isInstanceOf(VariableContent.Broken.class);
  }

  @Test
  void listOfAnUnknownTypeMayHaveAHeader() {
    Bytes type = Bytes.fromHex("99".repeat(16));
    Bytes sizes = Bytes.fromHex("500000000400000030000000");

    assertThat(db(Bytes.concat(type, sizes, Bytes.fromHex("01020304"), OWNER, HASH)))
        .isInstanceOfSatisfying(
            SignatureDatabase.class,
            database ->
                assertThat(database.entries())
                    .extracting(SignatureEntry::data)
                    .containsExactly(new SignatureData.Other(HASH)));
  }

  @Test
  void namesCountInTheirOwnNameSpaceAlone() {
    assertThat(configuration(EventData.SHIM, "MokList", Bytes.EMPTY))
        .isEqualTo(new SignatureDatabase(List.of(), HashAlgorithm.SHA256.hash(Bytes.EMPTY)));
    assertThat(configuration(EventData.GLOBAL, "MokList", Bytes.EMPTY))
        .isEqualTo(new VariableContent.Raw());
    assertThat(configuration(EventData.SHIM, "db", Bytes.EMPTY))
        .isEqualTo(new VariableContent.Raw());
  }

  @Test
  void byteAfterACertificateIsNoCertificate() {
    Bytes certificate = Captures.bytes("clean-A1", "ek-rsa.cert.der");
    for (String tail : List.of("", "00")) {
      Bytes value = Bytes.concat(OWNER, certificate, Bytes.fromHex(tail));
      assertThat(authority(EventData.IMAGE_SECURITY, "db", value))
          .isInstanceOfSatisfying(
              VariableContent.Authority.class,
              authority ->
                  assertThat(authority.entry().data() instanceof SignatureData.Certificate)
                      .isEqualTo(tail.isEmpty()));
    }
  }

  @Test
  void bytesAfterTheLastListAreBroken() {
    Bytes list = EventData.signatureList(EventData.SHA256, Bytes.concat(OWNER, HASH));

    assertThat(db(Bytes.concat(list, Bytes.fromHex("00"))))
        .isInstanceOf(VariableContent.Broken.class);
  }

  @Test
  void databaseThatIsNotSetHasNoEntries() {
    assertThat(db(Bytes.EMPTY))
        .isEqualTo(new SignatureDatabase(List.of(), HashAlgorithm.SHA256.hash(Bytes.EMPTY)));
  }

  @Test
  void modesAreOnOrOffOrNotSet() {
    assertThat(configuration(EventData.GLOBAL, "SecureBoot", Bytes.fromHex("01")))
        .isEqualTo(new VariableContent.Flag(true));
    assertThat(configuration(EventData.GLOBAL, "DeployedMode", Bytes.fromHex("00")))
        .isEqualTo(new VariableContent.Flag(false));
    assertThat(configuration(EventData.GLOBAL, "SecureBoot", Bytes.EMPTY))
        .isEqualTo(new VariableContent.NotSet());
    assertThat(configuration(EventData.GLOBAL, "SecureBoot", Bytes.fromHex("02")))
        .isEqualTo(new VariableContent.Broken("SecureBoot is neither 0 nor 1"));
    assertThat(configuration(EventData.GLOBAL, "SecureBoot", Bytes.fromHex("0101")))
        .isInstanceOf(VariableContent.Broken.class);
  }

  @Test
  void nameMeansNothingInAnotherNameSpaceOrPcr() {
    Bytes on = Bytes.fromHex("01");

    assertThat(configuration(OWNER, "SecureBoot", on)).isEqualTo(new VariableContent.Raw());
    assertThat(
            content(
                1,
                EventType.EFI_VARIABLE_DRIVER_CONFIG,
                EventData.variable(EventData.GLOBAL, "SecureBoot", on)))
        .isEqualTo(new VariableContent.Raw());
  }

  @Test
  void stateOfShimIsNoAuthority() {
    assertThat(authority(EventData.SHIM, "SbatLevel", EventData.ascii("sbat,1,2021030218\n")))
        .isEqualTo(new VariableContent.SbatLevel("sbat,1,2021030218\n"));
    assertThat(authority(EventData.SHIM, "SbatLevel", Bytes.fromHex("ff")))
        .isInstanceOf(VariableContent.Broken.class);
    assertThat(authority(EventData.SHIM, "MokListTrusted", Bytes.fromHex("01")))
        .isEqualTo(new VariableContent.Flag(true));
  }
}
