package dev.assay.cli.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.assay.cli.outcome.CommandFailed;
import dev.assay.cli.outcome.ExitCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The machines that a verifier knows, and how people name them: by host name, or by the first
/// digits of the id, six or more.
public record Machines(List<MachineSummary> all) {
  private static final String NEXT = "next";
  private static final int SHORTEST_PREFIX = 6;
  private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

  /// Copies the list.
  public Machines {
    all = List.copyOf(all);
  }

  /// Asks the verifier for all of them.
  public static Machines of(Verifier verifier) throws CommandFailed {
    return of(new Fields(answer(verifier, Map.of())));
  }

  /// Asks the verifier, page by page, for those that match; gives one answer with all of them.
  public static JsonNode answer(Verifier verifier, Map<String, String> filter)
      throws CommandFailed {
    var answer = verifier.get("/machines", filter);
    for (var next = next(answer); !next.isEmpty(); ) {
      var parameters = new HashMap<>(filter);
      parameters.put("after", next);
      var page = verifier.get("/machines", parameters);
      if (answer.path("machines") instanceof ArrayNode all) {
        page.path("machines").forEach(all::add);
      }
      next = next(page);
    }
    return answer instanceof ObjectNode object ? object.without(NEXT) : answer;
  }

  private static String next(JsonNode page) {
    return page.path(NEXT).asText("");
  }

  /// Reads them from the verifier's answer.
  public static Machines of(Fields answer) {
    return new Machines(answer.list("machines", MachineSummary::of));
  }

  /// The one machine of that name.
  ///
  /// @throws CommandFailed (4) where none or more than one has it
  public MachineSummary named(String name) throws CommandFailed {
    var found = all.stream().filter(machine -> fits(machine, name)).toList();
    if (found.size() == 1) {
      return found.getFirst();
    }
    throw found.isEmpty() ? unknown(name) : ambiguous(name, found);
  }

  /// The machines of these names, each once, in the order given.
  ///
  /// @throws CommandFailed (4) where one of the names fits none or more than one
  public List<MachineSummary> named(List<String> names) throws CommandFailed {
    var found = new ArrayList<MachineSummary>();
    for (var name : names) {
      var machine = named(name);
      if (!found.contains(machine)) {
        found.add(machine);
      }
    }
    return List.copyOf(found);
  }

  private static boolean fits(MachineSummary machine, String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    return machine.hostName().equalsIgnoreCase(name)
        || (lower.length() >= SHORTEST_PREFIX && machine.id().startsWith(lower));
  }

  private static CommandFailed unknown(String name) {
    var tooShort =
        name.length() < SHORTEST_PREFIX && HEX.matcher(name.toLowerCase(Locale.ROOT)).matches();
    return new CommandFailed(
        ExitCode.NOT_FOUND,
        tooShort
            ? "No machine is called %s; if it is the start of an id, give six digits or more."
                .formatted(name)
            : "No machine is called %s; `assay machines` lists them.".formatted(name));
  }

  private static CommandFailed ambiguous(String name, List<MachineSummary> found) {
    var candidates =
        found.stream()
            .map(machine -> machine.named() + " " + machine.state())
            .collect(Collectors.joining(", "));
    return new CommandFailed(
        ExitCode.NOT_FOUND,
        "%s fits %d machines: %s; name one by more of its id."
            .formatted(name, found.size(), candidates));
  }
}
