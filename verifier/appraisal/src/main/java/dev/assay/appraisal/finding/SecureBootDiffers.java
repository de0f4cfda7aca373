package dev.assay.appraisal.finding;

import dev.assay.appraisal.codec.PlainText;
import dev.assay.appraisal.eventlog.SecureBootVariable;
import java.util.OptionalInt;
import java.util.SortedMap;

/// Secure Boot is not what the golden set expects: on or off, or other keys than the model's.
///
/// @param at the event's index in the log; empty where no verified data tells of the variable
/// @param variable which one
/// @param expected "on" or "off", or the digest of the keys
/// @param actual the same; "" where no verified data tells
/// @param goldenSet the golden set's id
/// @param severity by layer
public record SecureBootDiffers(
    OptionalInt at,
    SecureBootVariable variable,
    String expected,
    String actual,
    String goldenSet,
    Severity severity)
    implements SecureBootFinding {
  private static final int MAX_VALUE = 200;
  private static final int SHOWN = 19;

  public SecureBootDiffers {
    if (variable == SecureBootVariable.DBX) {
      throw new IllegalArgumentException("of dbx it matters what is missing");
    }
    expected = PlainText.of(expected, MAX_VALUE);
    actual = PlainText.of(actual, MAX_VALUE);
  }

  @Override
  public String code() {
    return "SECURE_BOOT_DIFFERS";
  }

  @Override
  public String message() {
    if (variable == SecureBootVariable.SECURE_BOOT) {
      return actual.isEmpty()
          ? "PCR 7: nothing that was measured shows whether Secure Boot is %s, as it should be."
              .formatted(expected)
          : "PCR 7%s: Secure Boot is %s, and should be %s.".formatted(place(), actual, expected);
    }
    return actual.isEmpty()
        ? "PCR 7: nothing that was measured shows Secure Boot's %s, which should be %s."
            .formatted(variable.variableName(), shortened(expected))
        : "PCR 7%s: Secure Boot's %s is %s, and should be %s."
            .formatted(place(), variable.variableName(), shortened(actual), shortened(expected));
  }

  private String place() {
    return at.isPresent() ? ", event " + at.getAsInt() : "";
  }

  private static String shortened(String value) {
    return value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "…";
  }

  @Override
  public String remedy() {
    return "Look into the firmware setup: Secure Boot's state and keys. Put back what the model"
        + " has; whoever changed it could start loaders that nobody signed for you.";
  }

  @Override
  public SortedMap<String, String> data() {
    return new Data()
        .put("variable", variable.variableName())
        .put("actual", actual)
        .put("expected", expected)
        .put("goldenSet", goldenSet)
        .done();
  }
}
