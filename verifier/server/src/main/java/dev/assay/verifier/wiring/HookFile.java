package dev.assay.verifier.wiring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.assay.verifier.service.Outcome;
import dev.assay.verifier.service.hooks.Hook;
import dev.assay.verifier.service.hooks.HookDescription;
import java.io.IOException;
import java.nio.file.Files;
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
    var described = read(file).hooks();
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

  private static Contents read(Path file) {
    try {
      return JSON.readValue(Files.readString(file), Contents.class);
    } catch (JsonProcessingException wrong) {
      var where = wrong.getLocation() == null ? "" : " in line " + wrong.getLocation().getLineNr();
      throw new StartupFailure(
          "%s is not the JSON that docs/quarantine.md describes%s: %s"
              .formatted(file, where, wrong.getOriginalMessage()),
          wrong);
    } catch (IOException unreadable) {
      throw new StartupFailure(
          file + " can't be read. Correct ASSAY_HOOKS, or the file's permissions.", unreadable);
    }
  }

  private static Hook hook(Path file, HookDescription description) {
    return switch (description.read(Hook.Origin.FILE)) {
      case Outcome.Done<Hook>(var hook) -> hook;
      case Outcome.Declined<Hook>(_, var detail) ->
          throw new StartupFailure("%s, hook %s: %s".formatted(file, description.name(), detail));
    };
  }
}
