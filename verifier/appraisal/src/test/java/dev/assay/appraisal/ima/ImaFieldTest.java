package dev.assay.appraisal.ima;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.testing.ImaListBuilder;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Template data field by field, as the kernel's ima_template_lib.c writes it.
class ImaFieldTest {
  private static final Bytes SHA256 = HashAlgorithm.SHA256.hash(Bytes.EMPTY).value();
  private static final Bytes D_NG = ImaListBuilder.digest("sha256:", SHA256);
  private static final Bytes N_NG = ImaListBuilder.name("/bin/true");
  private static final ImaField FILE = new ImaField.FileDigest("", "sha256", SHA256);
  private static final ImaField NAME = new ImaField.Name(ImaListBuilder.ascii("/bin/true"));

  private static final Bytes SIGNATURE =
      ByteWriter.bigEndian()
          .u8(3)
          .u8(2)
          .u8(4)
          .bytes(Bytes.fromHex("a1b2c3d4"))
          .sized(Bytes.wrap(new byte[256]))
          .toBytes();
  private static final ImaField SIGNED =
      new ImaField.Signature(
          SIGNATURE, Optional.of(new ImaField.SignatureHeader(3, 2, 4, Bytes.fromHex("a1b2c3d4"))));
  private static final ImaField UNSIGNED = new ImaField.Signature(Bytes.EMPTY, Optional.empty());

  private static ImaContent content(String template, Bytes... fields) {
    return ImaListBuilder.sha1().entry(template, fields).list().entries().getFirst().content();
  }

  static Stream<Arguments> templates() {
    Bytes verity = ImaListBuilder.digest("verity:sha256:", SHA256);
    ImaField tree = new ImaField.FileDigest("verity", "sha256", SHA256);
    Bytes buffer = ImaListBuilder.ascii("root=/dev/sda1");
    return Stream.of(
        template("ima-ng", List.of(D_NG, N_NG), FILE, NAME),
        template("ima-ngv2", List.of(verity, N_NG), tree, NAME),
        template("ima-sig", List.of(D_NG, N_NG, SIGNATURE), FILE, NAME, SIGNED),
        template("ima-sig", List.of(D_NG, N_NG, Bytes.EMPTY), FILE, NAME, UNSIGNED),
        template("ima-sigv2", List.of(verity, N_NG, SIGNATURE), tree, NAME, SIGNED),
        template("ima-buf", List.of(D_NG, N_NG, buffer), FILE, NAME, new ImaField.Buffer(buffer)),
        template(
            "ima-modsig",
            List.of(D_NG, N_NG, Bytes.EMPTY, D_NG, buffer),
            FILE,
            NAME,
            UNSIGNED,
            FILE,
            new ImaField.AppendedSignature(buffer)),
        template(
            "ima-modsig",
            List.of(D_NG, N_NG, SIGNATURE, Bytes.EMPTY, Bytes.EMPTY),
            FILE,
            NAME,
            SIGNED,
            new ImaField.FileDigest("", "", Bytes.EMPTY),
            new ImaField.AppendedSignature(Bytes.EMPTY)),
        template(
            "evm-sig",
            List.of(
                D_NG,
                N_NG,
                SIGNATURE,
                ImaListBuilder.name("security.ima|security.capability"),
                ByteWriter.littleEndian().u32(3).u32(1).toBytes(),
                Bytes.fromHex("01020304"),
                ByteWriter.littleEndian().u32(1000).toBytes(),
                Bytes.EMPTY,
                ByteWriter.littleEndian().u16(0100755).toBytes()),
            FILE,
            NAME,
            SIGNED,
            new ImaField.AttributeNames(List.of("security.ima", "security.capability")),
            new ImaField.AttributeLengths(List.of(3L, 1L)),
            new ImaField.AttributeValues(Bytes.fromHex("01020304")),
            new ImaField.InodeNumber("iuid", Optional.of(1000L)),
            new ImaField.InodeNumber("igid", Optional.empty()),
            new ImaField.InodeNumber("imode", Optional.of(0100755L))),
        template("n-ng|d-ng", List.of(N_NG, D_NG), NAME, FILE),
        template("n", List.of(N_NG), NAME),
        template(
            "d",
            List.of(Bytes.wrap(new byte[20])),
            new ImaField.FileDigest("", "sha1", Bytes.wrap(new byte[20]))));
  }

  private static Arguments template(String name, List<Bytes> data, ImaField... fields) {
    return Arguments.of(name, data, List.of(fields));
  }

  @ParameterizedTest
  @MethodSource("templates")
  void everyTemplateOfTheKernelIsDecoded(String name, List<Bytes> data, List<ImaField> fields) {
    assertThat(content(name, data.toArray(Bytes[]::new))).isEqualTo(new ImaContent.Fields(fields));
  }

  static Stream<Arguments> malformed() {
    Bytes noName = Bytes.concat(SHA256, SHA256, SHA256);
    return Stream.of(
        bad("ima-ng", "a number of 4 bytes, 0 remain", D_NG),
        bad("ima-ng", "bytes after the end of the template data", D_NG, N_NG, Bytes.EMPTY),
        bad("ima-ng", "field d-ng without the name of an algorithm", SHA256, N_NG),
        bad("ima-ng", "field d-ng without the name of an algorithm", noName, N_NG),
        bad("ima-ng", "field d-ng without the name of an algorithm", Bytes.EMPTY, N_NG),
        bad("ima-ng", "without the name", ImaListBuilder.digest("sha 256:", SHA256), N_NG),
        bad("ima-ng", "without the name", ImaListBuilder.digest("ima:sha256:", SHA256), N_NG),
        bad("ima-ngv2", "field d-ngv2 without the name of an algorithm", D_NG, N_NG),
        bad("ima-ng", "doesn't end at its only NUL", D_NG, ImaListBuilder.ascii("/bin/true")),
        bad("ima-ng", "doesn't end at its only NUL", D_NG, ImaListBuilder.name("/bin\0/true")),
        bad("ima-ng", "doesn't end at its only NUL", D_NG, Bytes.EMPTY),
        bad("xattrnames", "doesn't end at its only NUL", ImaListBuilder.ascii("security.ima")),
        bad("xattrlengths", "a number of 4 bytes, 2 remain", Bytes.wrap(new byte[6])),
        bad("iuid", "2 bytes after the end of field iuid", Bytes.wrap(new byte[6])),
        bad("imode", "a number of 2 bytes, 1 remain", Bytes.wrap(new byte[1])));
  }

  private static Arguments bad(String template, String reason, Bytes... fields) {
    return Arguments.of(template, reason, List.of(fields));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void dataThatItsTemplateDoesNotAllowIsMalformed(
      String template, String reason, List<Bytes> fields) {
    assertThat(content(template, fields.toArray(Bytes[]::new)))
        .isInstanceOfSatisfying(
            ImaContent.Malformed.class,
            malformed -> assertThat(malformed.reason()).contains(reason));
  }

  @Test
  void signatureWithoutTheFormOfOneHasNoHeader() {
    Bytes odd = SIGNATURE.slice(0, SIGNATURE.length() - 1);
    assertThat(content("sig", odd))
        .isEqualTo(new ImaContent.Fields(List.of(new ImaField.Signature(odd, Optional.empty()))));
  }

  @Test
  void digestOfATpmsAlgorithmIsOne() {
    assertThat(new ImaField.FileDigest("", "sha256", SHA256).digest())
        .contains(new Digest(HashAlgorithm.SHA256, SHA256));
    assertThat(new ImaField.FileDigest("", "sm3", SHA256).digest())
        .contains(new Digest(HashAlgorithm.SM3_256, SHA256));
    assertThat(new ImaField.FileDigest("", "sha3-256", SHA256).digest())
        .contains(new Digest(HashAlgorithm.SHA3_256, SHA256));
    assertThat(new ImaField.FileDigest("", "wp256", SHA256).digest()).isEmpty();
    assertThat(new ImaField.FileDigest("", "sha384", SHA256).digest()).isEmpty();
  }
}
