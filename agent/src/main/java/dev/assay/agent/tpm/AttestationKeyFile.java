package dev.assay.agent.tpm;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The form that an attestation key has on disk:
///
/// ```
/// "assay-ak"            8 bytes
/// version               u16, 1
/// endorsement template  u8, EkTemplate.id()
/// endorsement public    u16 size, TPMT_PUBLIC
/// public                u16 size, TPMT_PUBLIC
/// wrapped private       u16 size, contents of TPM2B_PRIVATE
/// SHA-256 of all that   32 bytes
/// ```
final class AttestationKeyFile {

  private static final ByteString MAGIC =
      ByteString.copyFrom("assay-ak", StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int MAX_SIZE = 16_384;
  private static final int CHECKSUM_SIZE = HashAlgorithm.SHA256.size();

  private AttestationKeyFile() {}

  static AttestationKey read(Path file) throws IOException {
    if (Files.size(file) > MAX_SIZE) {
      throw damaged(file, "it is too long", null);
    }
    ByteString all = ByteString.copyFrom(Files.readAllBytes(file));
    if (!all.startsWith(MAGIC) || all.size() < MAGIC.size() + 2 + CHECKSUM_SIZE) {
      throw damaged(file, "it is no attestation key", null);
    }
    ByteString content = all.substring(0, all.size() - CHECKSUM_SIZE);
    try {
      WireReader in = new WireReader(content.substring(MAGIC.size()), "the attestation key");
      int version = in.u16();
      if (version != VERSION) {
        throw new IOException(
            file + " was written by a newer agent (version " + version + "). Use that agent again");
      }
      if (!HashAlgorithm.SHA256.hash(content).equals(all.substring(content.size()))) {
        throw damaged(file, "its checksum is wrong", null);
      }
      return parse(in);
    } catch (TpmException e) {
      throw damaged(file, e.getMessage(), e);
    }
  }

  private static AttestationKey parse(WireReader in) throws TpmException {
    int template = in.u8();
    PublicArea ek = PublicArea.parse(in.sized(), "the endorsement key");
    PublicArea area = PublicArea.parse(in.sized(), "the attestation key");
    ByteString wrapped = in.sized();
    in.expectEnd();
    return new AttestationKey(
        EkTemplate.ofId(template)
            .orElseThrow(
                () ->
                    new TpmException(
                        TpmException.Code.MALFORMED, "it names no endorsement key template")),
        ek,
        area,
        wrapped);
  }

  private static IOException damaged(Path file, @Nullable String how, @Nullable Throwable cause) {
    return new IOException(file + " is damaged: " + how + ". Move it away and enroll again", cause);
  }

  static void write(Path file, AttestationKey key) throws IOException {
    ByteString content =
        new WireWriter()
            .bytes(MAGIC)
            .u16(VERSION)
            .u8(key.ekTemplate().id())
            .sized(key.ekArea().raw())
            .sized(key.area().raw())
            .sized(key.wrapped())
            .toBytes();
    Path folder = file.toAbsolutePath().normalize().getParent();
    // Made with mode 0600.
    Path temporary = Files.createTempFile(folder, file.getFileName() + ".", ".new");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer bytes =
            content.concat(HashAlgorithm.SHA256.hash(content)).asReadOnlyByteBuffer();
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    // The new name must last as well.
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
