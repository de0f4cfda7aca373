package dev.assay.appraisal.testing;

import dev.assay.appraisal.codec.ByteWriter;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.ima.ImaList;
import dev.assay.appraisal.tpm.HashAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/// Writes IMA lists, well formed or odd, entry by entry. It checks nothing: what it writes may be
/// as wrong as a test needs it.
public final class ImaListBuilder {
  private final HashAlgorithm algorithm;
  private final ByteWriter list = ByteWriter.littleEndian();

  private ImaListBuilder(HashAlgorithm algorithm) {
    this.algorithm = algorithm;
  }

  /// A list with SHA-1 template hashes.
  public static ImaListBuilder sha1() {
    return of(HashAlgorithm.SHA1);
  }

  public static ImaListBuilder of(HashAlgorithm algorithm) {
    return new ImaListBuilder(algorithm);
  }

  /// An entry of PCR 10 with these fields and the right template hash.
  public ImaListBuilder entry(String template, Bytes... fields) {
    Bytes data = data(fields);
    return raw(10, algorithm.hash(data).value(), template, data);
  }

  /// An entry of the template "ima-ng".
  public ImaListBuilder file(String name, Bytes sha256) {
    return entry("ima-ng", digest("sha256:", sha256), name(name));
  }

  /// An entry whose template hash is zero.
  public ImaListBuilder violation(String name) {
    Bytes data = data(digest("sha256:", Bytes.wrap(new byte[32])), name(name));
    return raw(10, Bytes.wrap(new byte[algorithm.size()]), "ima-ng", data);
  }

  /// An entry of the template "ima".
  public ImaListBuilder old(Bytes sha1, String name) {
    Bytes text = ascii(name);
    Bytes hashed = Bytes.concat(sha1, text, Bytes.wrap(new byte[256 - text.length()]));
    list.u32(10).bytes(algorithm.hash(hashed).value()).u32(3).bytes(ascii("ima"));
    list.bytes(sha1).u32(text.length()).bytes(text);
    return this;
  }

  /// Any entry with a length before its data.
  public ImaListBuilder raw(long pcr, Bytes hash, String template, Bytes data) {
    list.u32(pcr).bytes(hash).u32(template.length()).bytes(ascii(template));
    list.u32(data.length()).bytes(data);
    return this;
  }

  public Bytes bytes() {
    return list.toBytes();
  }

  public ImaList list() {
    try {
      return ImaList.parse(bytes(), algorithm);
    } catch (MalformedInput e) {
      throw new AssertionError(e);
    }
  }

  /// Template data: each field after its length.
  public static Bytes data(Bytes... fields) {
    return Bytes.concat(
        Stream.of(fields)
            .map(field -> ByteWriter.littleEndian().u32(field.length()).bytes(field).toBytes())
            .toArray(Bytes[]::new));
  }

  /// A digest field, as in `digest("sha256:", …)` or `digest("verity:sha256:", …)`.
  public static Bytes digest(String prefix, Bytes value) {
    return Bytes.concat(ascii(prefix + "\0"), value);
  }

  /// A name field, with its NUL.
  public static Bytes name(String name) {
    return ascii(name + "\0");
  }

  public static Bytes ascii(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
