package dev.assay.appraisal.enroll;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The firmware version of a TPM, as its maker counts.
///
/// @param major 0 to 65,535, as the minor
record TpmVersion(int major, int minor) implements Comparable<TpmVersion> {
  private static final Pattern CERTIFIED = Pattern.compile("id:(\\p{XDigit}{4}|\\p{XDigit}{8})");
  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,5})\\.(\\d{1,5})");
  private static final Comparator<TpmVersion> ORDER =
      Comparator.comparingInt(TpmVersion::major).thenComparingInt(TpmVersion::minor);

  /// The version that a certificate names: "id:" and major and minor number, each of two or of four
  /// hexadecimal digits (TCG EK Credential Profile, "tpmVersion"). Empty for anything else.
  static Optional<TpmVersion> certified(String text) {
    Matcher digits = CERTIFIED.matcher(text);
    if (!digits.matches()) {
      return Optional.empty();
    }
    String number = digits.group(1);
    int half = number.length() / 2;
    return Optional.of(
        new TpmVersion(
            Integer.parseInt(number.substring(0, half), 16),
            Integer.parseInt(number.substring(half), 16)));
  }

  /// The version as vendors write it to people: two decimal numbers, as in "5.61".
  static Optional<TpmVersion> written(String text) {
    Matcher numbers = WRITTEN.matcher(text);
    return numbers.matches()
        ? Optional.of(
            new TpmVersion(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2))))
        : Optional.empty();
  }

  @Override
  public int compareTo(TpmVersion other) {
    return ORDER.compare(this, other);
  }
}
