package dev.assay.verifier.wiring;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.quarantine.PolicyDescription;
import dev.assay.verifier.service.quarantine.PolicyRule;
import dev.assay.verifier.service.quarantine.QuarantinePolicies;
import dev.assay.verifier.service.quarantine.QuarantinePolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The policies of the configuration: a JSON file, `{"default": {…}, "rules": [{"name": …, …}]}`.
/// What is wrong in it stops the start: no machine must be judged by half a policy.
final class PolicyFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  private static final String KEY = "default";

  private PolicyFile() {}

  /// What the file holds.
  public record Contents(
      @JsonProperty(KEY) @Nullable PolicyDescription standard,
      @Nullable List<PolicyDescription> rules) {}

  /// @param settings the policy that the settings describe; the file's default changes it
  static QuarantinePolicies load(Path file, QuarantinePolicy settings) {
    var contents = JsonSettings.read(JSON, file, Contents.class, "ASSAY_QUARANTINE_POLICY");
    var described = contents.standard();
    var standard =
        described == null
            ? settings
            : valid(file, KEY, described, description -> description.change(settings));
    var rules = new ArrayList<PolicyRule>();
    var names = new HashSet<String>();
    var listed = contents.rules();
    for (var description : listed == null ? List.<PolicyDescription>of() : listed) {
      var rule = valid(file, "rule " + (rules.size() + 1), description, one -> one.read(standard));
      if (!names.add(rule.name())) {
        throw new StartupFailure("%s has two rules \"%s\".".formatted(file, rule.name()));
      }
      rules.add(rule);
    }
    try {
      return new QuarantinePolicies(standard, rules);
    } catch (IllegalArgumentException wrong) {
      throw new StartupFailure("%s: %s.".formatted(file, wrong.getMessage()));
    }
  }

  private static <T> T valid(
      Path file,
      String part,
      @Nullable PolicyDescription description,
      Function<PolicyDescription, Outcome<T>> reading) {
    if (description == null) {
      throw new StartupFailure("%s, %s: is empty.".formatted(file, part));
    }
    return switch (reading.apply(description)) {
      case Outcome.Done<T>(var value) -> value;
      case Outcome.Declined<T>(_, var detail) ->
          throw new StartupFailure("%s, %s: %s".formatted(file, part, detail));
    };
  }
}
