package dev.assay.appraisal.testing;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.tpm.PcrValues;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A quote of the corpus, as its descriptor (`X.quote.json`) ties it together.
///
/// @param name the descriptor's name without its ending
/// @param descriptor the descriptor's text
public record CorpusQuote(String name, String descriptor) {
  private static final String ENDING = ".quote.json";

  /// All quotes of a folder of the corpus, or skips the calling test.
  public static List<CorpusQuote> all(String folder) {
    return Corpus.files(folder, ENDING).stream().map(CorpusQuote::read).toList();
  }

  /// The quote of a descriptor.
  public static CorpusQuote read(Path file) {
    String name = file.getFileName().toString();
    return new CorpusQuote(
        name.substring(0, name.length() - ENDING.length()),
        new String(Corpus.bytes(file).toArray(), StandardCharsets.UTF_8));
  }

  public Bytes attest() {
    return file("attest").orElseThrow();
  }

  public Path attestFile() {
    return Corpus.require().resolve(text("attest").orElseThrow());
  }

  public Optional<Bytes> signature() {
    return file("signature");
  }

  /// The signature as TPMT_SIGNATURE. The bare ones are all RSASSA with SHA-256.
  public Bytes structuredSignature() {
    Bytes bytes = signature().orElseThrow();
    return structured()
        ? bytes
        : ByteWriter.bigEndian()
            .u16(PublicAreas.RSASSA)
            .u16(PublicAreas.SHA256)
            .sized(bytes)
            .toBytes();
  }

  /// Whether the signature is a TPMT_SIGNATURE and not the bare bytes.
  private boolean structured() {
    return text("signature_format").filter("TPMT_SIGNATURE"::equals).isPresent();
  }

  public Optional<PublicKey> ak() {
    return file("ak_pem").map(CorpusQuote::decode);
  }

  /// The AK's public area, where the corpus has it.
  public Optional<Bytes> akArea() {
    return file("ak_tpmt_public");
  }

  public PcrValues values() {
    int start = descriptor.indexOf("\"pcrs\": {\"");
    int from = start >= 0 ? start : descriptor.indexOf("\"pcrs\": {");
    return from < 0
        ? PcrValues.EMPTY
        : PcrJson.parse(Bytes.copyOf(descriptor.substring(from).getBytes(StandardCharsets.UTF_8)));
  }

  public Optional<Bytes> nonce() {
    return text("nonce").map(Bytes::fromHex);
  }

  /// What its source expects of a verifier, in a few words.
  public String expected() {
    return text("expect").orElse("");
  }

  public boolean accepted() {
    return expected().equals("accept");
  }

  /// The value of a field at the top, where it is a text.
  private Optional<String> text(String field) {
    Matcher matcher = Pattern.compile("(?m)^ \"" + field + "\": \"([^\"]*)\"").matcher(descriptor);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private Optional<Bytes> file(String field) {
    return text(field).map(Corpus.require()::resolve).filter(Files::exists).map(Corpus::bytes);
  }

  private static PublicKey decode(Bytes pem) {
    String base64 =
        new String(pem.toArray(), StandardCharsets.US_ASCII).replaceAll("-----[^-]+-----", "");
    var spec = new X509EncodedKeySpec(Base64.getMimeDecoder().decode(base64));
    try {
      return KeyFactory.getInstance("RSA").generatePublic(spec);
    } catch (GeneralSecurityException _) {
      try {
        return KeyFactory.getInstance("EC").generatePublic(spec);
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
