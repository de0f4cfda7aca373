package dev.assay.appraisal.ima;

import dev.assay.appraisal.codec.Bytes;
import dev.assay.appraisal.codec.MalformedInput;
import dev.assay.appraisal.eventlog.Trust;
import dev.assay.appraisal.tpm.Digest;
import dev.assay.appraisal.tpm.HashAlgorithm;
import dev.assay.appraisal.tpm.PcrIndex;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One measurement, as the machine claims it.
///
/// No digest covers the name of the template, and so not how the data is to be read: whoever
/// decides by a field asks also whether the template is the one that the machine is meant to use.
///
/// @param index the position in its [ImaList], from 0
/// @param pcr what was extended; 10 unless the kernel's policy says otherwise
/// @param templateHash zero for a violation, else the hash of the data
/// @param template its name, 1 to 255 printable ASCII characters
/// @param data as it stands in the list, at most 1 MiB
public record ImaEntry(int index, PcrIndex pcr, Digest templateHash, String template, Bytes data) {

  /// How many bytes the entry takes in its list.
  public int size() {
    int lengths = template.equals(ImaTemplate.IMA) ? 2 : 3;
    return lengths * Integer.BYTES
        + templateHash.value().length()
        + template.length()
        + data.length();
  }

  /// Whether the kernel says that it could not measure: a file that was open for writing while it
  /// was measured, or the other way round. It then extends ones, and no digest covers the data.
  public boolean violation() {
    return templateHash.equals(templateHash.algorithm().zero());
  }

  /// How far the data can be believed once the replayed PCR is known to be true: verified where the
  /// template hash is the data's, claimed for a violation. A list in which a hash is of other data
  /// ([Trust#DIGEST_ONLY]) was altered.
  public Trust trust() {
    if (violation()) {
      return Trust.UNTRUSTED_TEXT;
    }
    return hash(templateHash.algorithm()).equals(templateHash)
        ? Trust.VERIFIED_DATA
        : Trust.DIGEST_ONLY;
  }

  /// The hash of the data as the kernel makes it: of the data as it stands in the list; for
  /// template "ima" of the file's digest and of its name in a field of 256 bytes.
  public Digest hash(HashAlgorithm algorithm) {
    if (!template.equals(ImaTemplate.IMA)) {
      return algorithm.hash(data);
    }
    Bytes digest = data.slice(0, HashAlgorithm.SHA1.size());
    Bytes name = data.slice(HashAlgorithm.SHA1.size() + 4, data.length());
    Bytes padding = Bytes.wrap(new byte[ImaTemplate.IMA_NAME_SIZE - name.length()]);
    return algorithm.hash(digest, name, padding);
  }

  /// The data, decoded. Worked out anew each time.
  public ImaContent content() {
    try {
      if (template.equals(ImaTemplate.IMA)) {
        return new ImaContent.Fields(ImaFieldDecoder.decodeIma(data));
      }
      Optional<List<String>> ids = ImaTemplate.fields(template);
      return ids.isPresent()
          ? new ImaContent.Fields(ImaFieldDecoder.decode(data, ids.get()))
          : new ImaContent.Opaque();
    } catch (MalformedInput e) {
      return new ImaContent.Malformed(e.reason());
    }
  }

  /// The field of that type, where the data was decoded and has one; the first of several.
  public <F extends ImaField> Optional<F> field(Class<F> type) {
    Stream<ImaField> fields =
        content() instanceof ImaContent.Fields(var all) ? all.stream() : Stream.empty();
    return fields.filter(type::isInstance).map(type::cast).findFirst();
  }
}
