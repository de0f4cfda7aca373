package dev.assay.verifier.wiring;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.hooks.Hook;
import dev.assay.verifier.service.hooks.HookDescription;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The hooks of the configuration: a JSON file, `{"hooks": [{"name": …, "url": …}]}`. One that is
/// wrong stops the start: a fleet must not run without the hooks that it was given.
final class HookFile {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private HookFile() {}

  /// What the file holds.
  public record Contents(@Nullable List<HookDescription> hooks) {}

  static List<Hook> load(Path file) {
    var described = JsonSettings.read(JSON, file, Contents.class, "ASSAY_HOOKS").hooks();
    if (described == null) {
      throw new StartupFailure(file + " has no \"hooks\". Give it as {\"hooks\": [ … ]}.");
    }
    var names = new HashSet<String>();
    var hooks = new ArrayList<Hook>();
    for (var description : described) {
      var hook = hook(file, description);
      if (!names.add(hook.name())) {
        throw new StartupFailure(file + " names the hook " + hook.name() + " twice.");
      }
      hooks.add(hook);
    }
    return hooks;
  }

  private static Hook hook(Path file, HookDescription description) {
    return switch (description.read(Hook.Origin.FILE)) {
      case Outcome.Done<Hook>(var hook) -> hook;
      case Outcome.Declined<Hook>(_, var detail) ->
          throw new StartupFailure("%s, hook %s: %s".formatted(file, description.name(), detail));
    };
  }
}
