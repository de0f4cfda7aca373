package dev.assay.verifier.service.quarantine;

import static dev.assay.verifier.service.Outcome.declined;
import static dev.assay.verifier.service.Outcome.done;

import dev.assay.verifier.service.BoardModel;
import dev.assay.verifier.service.Decline;
import dev.assay.verifier.service.FindingCodes;
import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.Text;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A policy as the file has it: what differs from the one it stands on. Nothing of it is trusted
/// before it became a [PolicyRule].
///
/// @param name of the rule; the default has none
/// @param models board models that it is for; absent: any
/// @param roles of machines that it is for; absent: any or none
/// @param mode record, dry-run or act
/// @param violation what a finding of this severity leads to: ignore, record, warn or quarantine;
///   likewise the next four
/// @param findings the same by finding code
/// @param confirmSeconds how long the second quote may take, to 86,400; 0: none is asked for
/// @param releaseAfter clean appraisals in a row that release, to 1,000; 0: a person releases
public record PolicyDescription(
    @Nullable String name,
    @Nullable List<String> models,
    @Nullable List<String> roles,
    @Nullable String mode,
    @Nullable String violation,
    @Nullable String undecided,
    @Nullable String warning,
    @Nullable String note,
    @Nullable String silence,
    @Nullable Map<String, String> findings,
    @Nullable Integer confirmSeconds,
    @Nullable Integer releaseAfter) {
  private static final int LONGEST_NAME = 100;
  private static final int DAY = 86_400;
  private static final int MOST_CLEAN = 1_000;
  private static final Set<String> CODES = FindingCodes.all();

  private static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final String detail;

    Wrong(String detail) {
      super(detail, null, false, false);
      this.detail = detail;
    }
  }

  /// The default: what it changes of `standing`. INVALID: the detail names what is wrong.
  public Outcome<QuarantinePolicy> change(QuarantinePolicy standing) {
    try {
      if (name != null || models != null || roles != null) {
        throw new Wrong("The default is for all machines: it has no name, models or roles");
      }
      return done(policy(standing));
    } catch (Wrong wrong) {
      return declined(Decline.INVALID, wrong.detail + ".");
    }
  }

  /// The rule: what it doesn't say is as in the default. INVALID: the detail names what is wrong.
  public Outcome<PolicyRule> read(QuarantinePolicy standard) {
    try {
      return done(
          new PolicyRule(
              text("name", name),
              listed("models", models).stream()
                  .map(PolicyDescription::model)
                  .collect(Collectors.toSet()),
              listed("roles", roles).stream()
                  .map(role -> text("roles", role))
                  .collect(Collectors.toSet()),
              policy(standard)));
    } catch (Wrong wrong) {
      return declined(Decline.INVALID, wrong.detail + ".");
    }
  }

  private QuarantinePolicy policy(QuarantinePolicy base) {
    var seconds = confirmSeconds == null ? null : within("confirmSeconds", confirmSeconds, DAY);
    boolean confirms = seconds == null ? base.confirm() : seconds > 0;
    return new QuarantinePolicy(
        mode == null ? base.mode() : oneOf("mode", mode, Mode.values()),
        reactions(base.reactions()),
        confirms,
        seconds == null || seconds == 0 ? base.confirmWithin() : Duration.ofSeconds(seconds),
        releaseAfter == null
            ? base.cleanToRelease()
            : within("releaseAfter", releaseAfter, MOST_CLEAN));
  }

  private Reactions reactions(Reactions base) {
    var named = new TreeMap<>(base.named());
    if (findings != null) {
      findings.forEach((code, reaction) -> named.put(code(code), reaction(code, reaction)));
    }
    return new Reactions(
        reaction("violation", violation, base.violation()),
        reaction("undecided", undecided, base.undecided()),
        reaction("warning", warning, base.warning()),
        reaction("note", note, base.note()),
        reaction("silence", silence, base.silence()),
        named);
  }

  private static String code(String code) {
    if (!CODES.contains(code)) {
      throw new Wrong(
          "findings: there is no finding %s; docs/checks.md lists all".formatted(shown(code)));
    }
    return code;
  }

  private static Reaction reaction(String part, @Nullable String word, Reaction otherwise) {
    return word == null ? otherwise : reaction(part, word);
  }

  private static Reaction reaction(String part, @Nullable String word) {
    return oneOf(part, word == null ? "" : word, Reaction.values());
  }

  private static <E extends Enum<E>> E oneOf(String part, String word, E[] allowed) {
    return Arrays.stream(allowed)
        .filter(value -> word(value).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new Wrong(
                    "%s: must be one of %s"
                        .formatted(
                            part,
                            Arrays.stream(allowed)
                                .map(PolicyDescription::word)
                                .collect(Collectors.joining(", ")))));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static int within(String part, int number, int most) {
    if (number < 0 || number > most) {
      throw new Wrong("%s: must be a whole number from 0 to %d".formatted(part, most));
    }
    return number;
  }

  private static List<String> listed(String part, @Nullable List<String> values) {
    if (values == null) {
      return List.of();
    }
    if (values.isEmpty() || new HashSet<>(values).size() != values.size()) {
      throw new Wrong(part + ": must name at least one, each once; leave it out for any");
    }
    return values;
  }

  private static BoardModel model(@Nullable String name) {
    return Optional.ofNullable(name)
        .flatMap(BoardModel::parse)
        .orElseThrow(() -> new Wrong("models: each must be " + BoardModel.SHAPE));
  }

  private static String text(String part, @Nullable String text) {
    return Optional.ofNullable(text)
        .flatMap(written -> Text.written(written, LONGEST_NAME))
        .orElseThrow(
            () ->
                new Wrong(
                    "%s: must be 1 to %d printable characters".formatted(part, LONGEST_NAME)));
  }

  private static String shown(String text) {
    return Text.cleaned(text, LONGEST_NAME);
  }
}
