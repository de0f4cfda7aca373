package dev.assay.agent.evidence;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.PublicKey;
import java.util.Base64;

/// A folder of evidence as files, laid out so that other tools can check it, such as
/// `tpm2_checkquote -u ak.pem -m quote.msg -s quote.sig -q NONCE -g sha256`.
public final class EvidenceFolder {
  private static final Base64.Encoder PEM_LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private final Path folder;

  private EvidenceFolder(Path folder) {
    this.folder = folder;
  }

  /// Makes the folder; it may exist, but must be empty.
  ///
  /// @throws IOException where it holds something, or can't be made
  public static EvidenceFolder create(Path folder) throws IOException {
    Files.createDirectories(folder);
    try (var entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw new IOException(folder + " is not empty; name a new folder with --out");
      }
    }
    return new EvidenceFolder(folder);
  }

  /// Where it is.
  public Path path() {
    return folder;
  }

  /// Writes bytes as they are.
  public void write(String name, ByteString bytes) throws IOException {
    try (var out = Files.newOutputStream(folder.resolve(name), StandardOpenOption.CREATE_NEW)) {
      bytes.writeTo(out);
    }
  }

  /// Writes text as UTF-8.
  public void write(String name, String text) throws IOException {
    write(name, ByteString.copyFrom(text, StandardCharsets.UTF_8));
  }

  /// Writes a public area as TPM2B_PUBLIC (TPM 2.0 Part 2, section 12.2.5): its size in two bytes
  /// before it.
  ///
  /// @param area TPMT_PUBLIC
  public void writePublicArea(String name, ByteString area) throws IOException {
    var size = ByteString.copyFrom(new byte[] {(byte) (area.size() >> 8), (byte) area.size()});
    write(name, size.concat(area));
  }

  /// Writes a public key as PEM (SubjectPublicKeyInfo, RFC 7468 section 13).
  public void writePem(String name, PublicKey key) throws IOException {
    write(
        name,
        "-----BEGIN PUBLIC KEY-----\n"
            + PEM_LINES.encodeToString(key.getEncoded())
            + "\n-----END PUBLIC KEY-----\n");
  }
}
