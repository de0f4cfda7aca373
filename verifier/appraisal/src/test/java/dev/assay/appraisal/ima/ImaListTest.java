package dev.assay.appraisal.ima;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.eventlog.Trust;
import dev.assay.appraisal.testing.ImaListBuilder;
import dev.assay.appraisal.tpm.HashAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImaListTest {
  private static final Bytes DIGEST = Bytes.wrap(new byte[32]);
  private static final Bytes SHA1 = HashAlgorithm.SHA1.hash(DIGEST).value();

  private static ImaListBuilder sample() {
    return ImaListBuilder.sha1().file("boot_aggregate", DIGEST).file("/init", DIGEST);
  }

  private static void assertRefused(Bytes raw, String reason) {
    assertThatExceptionOfType(MalformedInput.class)
        .isThrownBy(() -> ImaList.parse(raw))
        .withMessageContaining(reason);
  }

  @Test
  void entriesAreReadToTheLastByte() throws MalformedInput {
    ImaList list = ImaList.parse(sample().bytes());
    assertThat(list.algorithm()).isEqualTo(HashAlgorithm.SHA1);
    assertThat(list.entries()).extracting(ImaEntry::index).containsExactly(0, 1);
    assertThat(list.entries()).extracting(ImaEntry::template).containsOnly("ima-ng");
    assertThat(list.entries()).extracting(ImaEntry::trust).containsOnly(Trust.VERIFIED_DATA);
    assertThat(list.entries().stream().mapToInt(ImaEntry::size).sum())
        .isEqualTo(sample().bytes().length());
  }

  @ParameterizedTest
  @EnumSource(names = {"SHA1", "SHA256", "SHA384", "SHA512"})
  void algorithmOfTheTemplateHashesIsFoundOut(HashAlgorithm algorithm) throws MalformedInput {
    Bytes raw = ImaListBuilder.of(algorithm).file("boot_aggregate", DIGEST).bytes();
    ImaList list = ImaList.parse(raw);
    assertThat(list.algorithm()).isEqualTo(algorithm);
    assertThat(list.write()).isEqualTo(raw);
  }

  @ParameterizedTest
  @EnumSource(names = {"SHA1", "SHA256", "SHA384", "SHA512"})
  void violationAtTheBeginningHidesNoAlgorithm(HashAlgorithm algorithm) throws MalformedInput {
    Bytes raw = ImaListBuilder.of(algorithm).violation("/var/log/messages").bytes();
    assertThat(ImaList.parse(raw).algorithm()).isEqualTo(algorithm);
  }

  @Test
  void firstTemplateOfAllHasNoLengthBeforeItsData() throws MalformedInput {
    Bytes raw = ImaListBuilder.sha1().old(SHA1, "boot_aggregate").old(SHA1, "/init").bytes();
    ImaList list = ImaList.parse(raw);
    assertThat(list.entries()).hasSize(2).allMatch(entry -> entry.trust() == Trust.VERIFIED_DATA);
    assertThat(list.entries().getLast().field(ImaField.Name.class))
        .contains(new ImaField.Name(ImaListBuilder.ascii("/init")));
    assertThat(list.write()).isEqualTo(raw);
  }

  @Test
  void changedDataNoLongerHashesToTheTemplateHash() throws MalformedInput {
    Bytes data = ImaListBuilder.data(DIGEST, ImaListBuilder.name("/sbin/evil"));
    Bytes raw = ImaListBuilder.sha1().raw(10, SHA1, "ima-ng", data).bytes();
    assertThat(ImaList.parse(raw).entries())
        .extracting(ImaEntry::trust)
        .containsExactly(Trust.DIGEST_ONLY);
  }

  @Test
  void dataOfAViolationIsOnlyClaimed() throws MalformedInput {
    ImaEntry violation =
        ImaList.parse(sample().violation("/etc/passwd").bytes()).entries().getLast();
    assertThat(violation.violation()).isTrue();
    assertThat(violation.trust()).isEqualTo(Trust.UNTRUSTED_TEXT);
  }

  @Test
  void noBytesAreNoWholeListButNoMoreEntries() throws MalformedInput {
    assertRefused(Bytes.EMPTY, "without entries");
    assertThat(ImaList.parse(Bytes.EMPTY, HashAlgorithm.SHA1).entries()).isEmpty();
  }

  @Test
  void anyCutIsRefused() throws MalformedInput {
    Bytes raw = sample().bytes();
    int first = ImaList.parse(raw).entries().getFirst().size();
    for (int length = 1; length < raw.length(); length++) {
      if (length != first) {
        assertRefused(raw.slice(0, length), "remain");
      }
    }
  }

  @Test
  void unknownPcrIsRefused() {
    Bytes data = ImaListBuilder.data(DIGEST);
    assertRefused(sample().raw(24, SHA1, "ima-ng", data).bytes(), "entry 2: there is no PCR 24");
  }

  @Test
  void bigEndianListIsRefused() {
    assertRefused(
        ByteWriter.bigEndian().u32(10).bytes(SHA1).u32(6).toBytes(), "there is no PCR 167772160");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ima ng", "ima\u0001", "ima\u007f"})
  void whatCanNotNameATemplateIsRefused(String name) {
    assertRefused(sample().raw(10, SHA1, name, DIGEST).bytes(), "entry 2: no name of a template");
  }

  @Test
  void nameOfATemplateHasALimit() {
    assertRefused(
        sample().raw(10, SHA1, "x".repeat(256), DIGEST).bytes(),
        "the name of a template of 256 bytes, more than the 255 allowed");
  }

  @Test
  void dataHasALimit() {
    assertRefused(
        sample().raw(10, SHA1, "x", Bytes.wrap(new byte[ImaList.MAX_DATA + 1])).bytes(),
        "template data of 1,048,577 bytes, more than the 1,048,576 allowed");
  }

  @Test
  void fileNameOfTheFirstTemplateHasALimit() {
    assertRefused(
        ByteWriter.littleEndian()
            .bytes(sample().bytes())
            .u32(10)
            .bytes(SHA1)
            .u32(3)
            .bytes(ImaListBuilder.ascii("ima"))
            .bytes(SHA1)
            .u32(256)
            .bytes(Bytes.wrap(new byte[256]))
            .toBytes(),
        "a file name of 256 bytes, more than the 255 allowed");
  }

  @Test
  void listHasALimit() {
    assertRefused(
        Bytes.wrap(new byte[ImaList.MAX_SIZE + 1]), "more than the 67,108,864 allowed at once");
  }

  @Test
  void claimedLengthAllocatesNothing() {
    assertRefused(
        ByteWriter.littleEndian()
            .u32(10)
            .bytes(SHA1)
            .u32(6)
            .bytes(ImaListBuilder.ascii("ima-ng"))
            .u32(ImaList.MAX_DATA)
            .toBytes(),
        "template data of 1048576 bytes, 0 remain");
  }

  @Test
  void unknownTemplateKeepsItsBytes() throws MalformedInput {
    Bytes raw = sample().entry("ima-next", DIGEST).bytes();
    ImaEntry entry = ImaList.parse(raw).entries().getLast();
    assertThat(entry.content()).isEqualTo(new ImaContent.Opaque());
    assertThat(entry.data()).isEqualTo(ImaListBuilder.data(DIGEST));
    assertThat(ImaList.parse(raw).write()).isEqualTo(raw);
  }
}
