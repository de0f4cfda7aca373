package dev.assay.appraisal.enroll;

import dev.assay.appraisal.codec.MalformedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// TPMs that no machine may enroll with, though their vendor vouches for them: such as are known to
/// be flawed. Each is named by what its EK certificate says of manufacturer, model and firmware.
///
/// The certificate tells the firmware that the TPM was made with; one that was updated since is
/// refused all the same, as its keys may be older than the update.
public final class TpmDenyList {
  /// Nothing is denied.
  public static final TpmDenyList NONE = new TpmDenyList(List.of());

  private static final String ANY = "*";
  private static final int FIELDS = 4;

  private final List<Entry> entries;

  /// One line of the list.
  ///
  /// @param manufacturer letters as in the TCG Vendor ID Registry, or "*"
  /// @param model in lower case; its beginning where it ends in "*"
  /// @param versions empty for any
  private record Entry(
      String manufacturer, String model, Optional<VersionRange> versions, String reason) {
    private boolean fits(EkCertificateResult.Trusted tpm) {
      return (manufacturer.equals(ANY) || manufacturer.equals(TpmIdentity.letters(tpm.vendor())))
          && fitsModel(tpm.model().toLowerCase(Locale.ROOT))
          && versions.map(range -> range.fits(tpm.version())).orElse(true);
    }

    private boolean fitsModel(String other) {
      return model.endsWith(ANY)
          ? other.startsWith(model.substring(0, model.length() - 1))
          : other.equals(model);
    }
  }

  private record VersionRange(TpmVersion from, TpmVersion to) {
    /// A version that can't be read is not known to be outside.
    private boolean fits(String certified) {
      return TpmVersion.certified(certified)
          .map(version -> version.compareTo(from) >= 0 && version.compareTo(to) <= 0)
          .orElse(true);
    }
  }

  private TpmDenyList(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  /// Reads a list: a line for each kind of TPM with manufacturer, model, firmware versions and the
  /// reason, separated by semicolons; empty lines and those that begin with '#' are passed over.
  ///
  /// ```
  /// # manufacturer; model; versions; reason
  /// IFX; SLB 9665*; 5.0-5.61; CVE-2017-15361
  /// NTC; NPCT6xx; *; not for new machines
  /// ```
  ///
  /// Manufacturers are written as in the TCG Vendor ID Registry, models as in certificates (in
  /// either case; `*` at the end stands for any ending), versions as one or as a range with both
  /// ends; `*` alone stands for any.
  ///
  /// @throws MalformedInput for a line of another form: what should be denied must not be let in
  ///   because of a slip
  public static TpmDenyList parse(String text) throws MalformedInput {
    List<Entry> entries = new ArrayList<>();
    long offset = 0;
    for (String line : text.split("\n", -1)) {
      String entry = line.strip();
      if (!entry.isEmpty() && !entry.startsWith("#")) {
        entries.add(entry(entry, offset));
      }
      offset += line.length() + 1;
    }
    return new TpmDenyList(entries);
  }

  private static Entry entry(String line, long offset) throws MalformedInput {
    List<String> fields = List.of(line.split("\\s*;\\s*", FIELDS));
    if (fields.size() != FIELDS || fields.stream().anyMatch(String::isBlank)) {
      throw new MalformedInput(
          "'%s' is not of the form: manufacturer; model; versions; reason"
              .formatted(PrintableText.of(line)),
          offset);
    }
    return new Entry(
        fields.get(0).toUpperCase(Locale.ROOT),
        fields.get(1).toLowerCase(Locale.ROOT),
        fields.get(2).equals(ANY) ? Optional.empty() : Optional.of(range(fields.get(2), offset)),
        PrintableText.of(fields.get(3)));
  }

  private static VersionRange range(String text, long offset) throws MalformedInput {
    int dash = text.indexOf('-');
    Optional<TpmVersion> from =
        TpmVersion.written((dash < 0 ? text : text.substring(0, dash)).strip());
    Optional<TpmVersion> to = TpmVersion.written(text.substring(dash + 1).strip());
    if (from.isEmpty() || to.isEmpty() || from.get().compareTo(to.get()) > 0) {
      throw new MalformedInput(
          "'%s' is no range of versions, as 5.0-5.61 is".formatted(PrintableText.of(text)), offset);
    }
    return new VersionRange(from.get(), to.get());
  }

  /// Why no machine may enroll with this TPM, as the list says; empty where it may.
  public Optional<String> reasonAgainst(EkCertificateResult.Trusted tpm) {
    return entries.stream().filter(entry -> entry.fits(tpm)).map(Entry::reason).findFirst();
  }
}
