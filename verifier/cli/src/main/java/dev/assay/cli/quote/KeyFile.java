package dev.assay.cli.quote;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.enroll.VouchedKey;
import dev.assay.appraisal.tpm.SubjectPublicKey;
import dev.assay.appraisal.tpm.TpmPublic;
import dev.assay.cli.input.InputFile;
import dev.assay.cli.outcome.CommandFailed;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;

/// The public key of a quote: TPM2B_PUBLIC or TPMT_PUBLIC (`tpm2_readpublic -f tss` and `-f tpmt`),
/// or a bare key as PEM or DER (`-f pem`, `-f der`).
final class KeyFile {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----\\s*");
  private static final byte DER_SEQUENCE = 0x30;

  private KeyFile() {}

  /// The key in the file.
  ///
  /// @throws CommandFailed (2) where it holds none that can sign quotes, with the reason
  static VouchedKey read(InputFile file) throws CommandFailed {
    try {
      return key(file.bytes());
    } catch (MalformedInput e) {
      throw file.unusable("holds no public key: " + e.reason(), e);
    }
  }

  private static VouchedKey key(Bytes bytes) throws MalformedInput {
    var start =
        new String(
            bytes.slice(0, Math.min(5, bytes.length())).toArray(), StandardCharsets.ISO_8859_1);
    if (start.equals("-----")) {
      return VouchedKey.of(SubjectPublicKey.parse(pem(bytes)));
    }
    if (!bytes.isEmpty() && bytes.get(0) == DER_SEQUENCE) {
      return VouchedKey.of(SubjectPublicKey.parse(bytes));
    }
    return VouchedKey.of(sized(bytes) ? TpmPublic.parseSized(bytes) : TpmPublic.parse(bytes));
  }

  /// TPM2B_PUBLIC begins with its own size. No TPMT_PUBLIC does: it begins with a small number, and
  /// is longer than that.
  private static boolean sized(Bytes bytes) {
    if (bytes.length() < 2) {
      return false;
    }
    var size = ((bytes.get(0) & 0xFF) << 8) | (bytes.get(1) & 0xFF);
    return size == bytes.length() - 2;
  }

  private static Bytes pem(Bytes bytes) throws MalformedInput {
    var text = PEM.matcher(new String(bytes.toArray(), StandardCharsets.ISO_8859_1));
    if (bytes.length() > 4 * SubjectPublicKey.MAX_BYTES || !text.matches()) {
      throw new MalformedInput("not one whole PEM block", 0);
    }
    return switch (text.group(1)) {
      case "PUBLIC KEY" -> decoded(text.group(2));
      case "CERTIFICATE" ->
          throw new MalformedInput(
              "it is a certificate, which nobody would check here; take its key with"
                  + " `openssl x509 -pubkey -noout`",
              0);
      default ->
          throw new MalformedInput(
              "it is a PEM block of %s, PUBLIC KEY is needed".formatted(text.group(1)), 0);
    };
  }

  private static Bytes decoded(String base64) throws MalformedInput {
    try {
      return Bytes.wrap(Base64.getMimeDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw new MalformedInput("its Base64 is broken: " + e.getMessage(), 0);
    }
  }
}
