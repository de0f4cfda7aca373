package dev.assay.verifier.rest;

import dev.assay.appraisal.Verdict;
import dev.assay.appraisal.codec.Bytes;
import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.HostFacts;
import dev.assay.verifier.service.ImageHolder;
import dev.assay.verifier.service.MachineId;
import dev.assay.verifier.service.MachineLabel;
import dev.assay.verifier.service.MachineRole;
import dev.assay.verifier.service.MachineState;
import dev.assay.verifier.service.OsImage;
import dev.assay.verifier.service.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The grammar of what comes in. Each refuses with a problem that names the part and its shape.
final class Parse {

  private static final Pattern RECORD_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private Parse() {}

  static MachineId machine(String part, @Nullable String text) {
    return MachineId.parse(present(part, text))
        .orElseThrow(
            () ->
                Refused.invalid(part, "must be a machine id of 64 lower-case hexadecimal digits"));
  }

  static BoardModel model(@Nullable String text) {
    return BoardModel.parse(present("model", text))
        .orElseThrow(() -> Refused.invalid("model", "must be " + BoardModel.SHAPE));
  }

  static Optional<BoardModel> optionalModel(@Nullable String text) {
    return Optional.ofNullable(text).map(Parse::model);
  }

  static OsImage image(String part, @Nullable String text) {
    return OsImage.parse(present(part, text))
        .orElseThrow(() -> Refused.invalid(part, "must be " + BoardModel.SHAPE));
  }

  static Optional<OsImage> optionalImage(String part, @Nullable String text) {
    return Optional.ofNullable(text).map(name -> image(part, name));
  }

  static MachineRole role(@Nullable String text) {
    return MachineRole.parse(present("role", text))
        .orElseThrow(() -> Refused.invalid("role", "must be " + MachineRole.SHAPE));
  }

  static Optional<MachineRole> optionalRole(@Nullable String text) {
    return Optional.ofNullable(text).map(Parse::role);
  }

  /// A label as `key=value`.
  static MachineLabel label(String part, @Nullable String text) {
    return MachineLabel.parse(present(part, text))
        .orElseThrow(
            () -> Refused.invalid(part, "must be key=value, each of " + MachineLabel.SHAPE));
  }

  static String labelKey(String part, @Nullable String text) {
    return Optional.of(present(part, text))
        .filter(MachineLabel::isWord)
        .orElseThrow(() -> Refused.invalid(part, "must be keys of " + MachineLabel.SHAPE));
  }

  static Optional<MachineLabel> optionalLabel(@Nullable String text) {
    return Optional.ofNullable(text).map(label -> label("label", label));
  }

  /// A role or a label; one of the two.
  static ImageHolder holder(@Nullable String role, @Nullable String label) {
    if (role != null && label != null) {
      throw Refused.invalid("label", "stands beside a role; say one of the two");
    }
    return label == null ? role(role) : label("label", label);
  }

  static Optional<MachineState> optionalState(@Nullable String text) {
    return Optional.ofNullable(text).map(name -> oneOf("state", name, MachineState.values()));
  }

  static Optional<Verdict> optionalVerdict(@Nullable String text) {
    return Optional.ofNullable(text).map(name -> oneOf("verdict", name, Verdict.values()));
  }

  static Optional<Instant> optionalTime(String part, @Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeException _) {
      throw Refused.invalid(part, "must be a time in UTC, as 2026-11-22T12:00:00Z");
    }
  }

  /// The id of a golden set or a token.
  static String recordId(String text) {
    if (!RECORD_ID.matcher(text).matches()) {
      throw Refused.invalid("id", "must be 1 to 64 letters, digits, - and _");
    }
    return text;
  }

  static Bytes base64(String part, @Nullable String text, int most) {
    try {
      var bytes = Base64.getDecoder().decode(present(part, text));
      if (bytes.length > 0 && bytes.length <= most) {
        return Bytes.wrap(bytes);
      }
    } catch (IllegalArgumentException broken) {
      throw Refused.invalid(part, "must be Base64");
    }
    throw Refused.invalid(part, "must be 1 to %d bytes as Base64".formatted(most));
  }

  static int within(String part, @Nullable Integer number, int least, int most) {
    if (number == null || number < least || number > most) {
      throw Refused.invalid(part, "must be a whole number from %d to %d".formatted(least, most));
    }
    return number;
  }

  static String present(String part, @Nullable String text) {
    if (text == null) {
      throw Refused.invalid(part, "is missing");
    }
    return text;
  }

  /// A text of the host's, as it would report it; empty where it is left out.
  static String optionalText(String part, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    return Text.written(text, HostFacts.MAXIMUM)
        .orElseThrow(
            () ->
                Refused.invalid(
                    part, "must be 1 to %d printable characters".formatted(HostFacts.MAXIMUM)));
  }

  static <T> T body(@Nullable T body) {
    if (body == null) {
      throw Refused.invalid("body", "is missing; send JSON");
    }
    return body;
  }

  static <E extends Enum<E>> E oneOf(String part, String name, E[] allowed) {
    return Arrays.stream(allowed)
        .filter(value -> value.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                Refused.invalid(
                    part,
                    Arrays.stream(allowed)
                        .map(Enum::name)
                        .collect(Collectors.joining(", ", "must be one of ", ""))));
  }
}
