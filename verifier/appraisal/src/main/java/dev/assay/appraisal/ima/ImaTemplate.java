package dev.assay.appraisal.ima;

import dev.assay.appraisal.codec.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The kernel's templates: which fields an entry's data has, by the template's name.
///
/// A kernel with `ima_template_fmt=` writes the fields themselves as the name ("d-ng|n-ng|sig").
final class ImaTemplate {
  /// The template of the first kernels with IMA; its data is laid out as no other's.
  static final String IMA = "ima";

  /// To how many bytes the file name of template "ima" is padded when it is hashed.
  static final int IMA_NAME_SIZE = 256;

  private static final Map<String, List<String>> FIELDS =
      Map.of(
          IMA,
          List.of("d", "n"),
          "ima-ng",
          List.of("d-ng", "n-ng"),
          "ima-ngv2",
          List.of("d-ngv2", "n-ng"),
          "ima-sig",
          List.of("d-ng", "n-ng", "sig"),
          "ima-sigv2",
          List.of("d-ngv2", "n-ng", "sig"),
          "ima-buf",
          List.of("d-ng", "n-ng", "buf"),
          "ima-modsig",
          List.of("d-ng", "n-ng", "sig", "d-modsig", "modsig"),
          "evm-sig",
          List.of(
              "d-ng",
              "n-ng",
              "evmsig",
              "xattrnames",
              "xattrlengths",
              "xattrvalues",
              "iuid",
              "igid",
              "imode"));

  private ImaTemplate() {}

  /// Whether these bytes can name a template: 1 or more of printable ASCII, without spaces.
  static boolean isName(Bytes name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.get(i) <= ' ' || name.get(i) > '~') {
        return false;
      }
    }
    return !name.isEmpty();
  }

  static String name(Bytes name) {
    return new String(name.toArray(), StandardCharsets.US_ASCII);
  }

  static Bytes nameBytes(String name) {
    return Bytes.wrap(name.getBytes(StandardCharsets.US_ASCII));
  }

  /// The ids of the fields, in order; empty where template or a field of it is not known.
  static Optional<List<String>> fields(String template) {
    List<String> known = FIELDS.get(template);
    if (known != null) {
      return Optional.of(known);
    }
    List<String> named = List.of(template.split("\\|", -1));
    return named.stream().allMatch(ImaFieldDecoder::knows) ? Optional.of(named) : Optional.empty();
  }
}
