package dev.assay.agent;

import dev.assay.agent.config.ConfigurationException;
import dev.assay.agent.config.EditDistance;
import dev.assay.agent.config.Setting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What stood on the command line: a command, then flags as `--name value` or `--name=value`.
///
/// A library for this would take a third of the CPU time of an `attest`.
sealed interface CommandLine {
  /// The flag that names the configuration file.
  String FILE_FLAG = "--config";

  /// Somebody wants to read help, on a command or on the whole.
  record Help(Optional<Command> command) implements CommandLine {}

  /// Somebody wants to know the version.
  record Version() implements CommandLine {}

  /// A command is to be run.
  ///
  /// @param settings what was set by flags
  /// @param ownFlags the command's own flags, by name
  /// @param file the configuration file, where one was named
  record Asked(
      Command command,
      Map<Setting, String> settings,
      Map<String, String> ownFlags,
      Optional<Path> file)
      implements CommandLine {
    public Asked {
      settings = Map.copyOf(settings);
      ownFlags = Map.copyOf(ownFlags);
    }
  }

  /// Reads the command line.
  ///
  /// @throws ConfigurationException says what isn't understood, and what is nearest to it
  static CommandLine parse(List<Command> commands, String[] arguments)
      throws ConfigurationException {
    if (arguments.length == 0) {
      throw new ConfigurationException("no command; one of " + String.join(", ", names(commands)));
    }
    var first = arguments[0];
    if (isHelp(first)) {
      return new Help(Optional.empty());
    }
    if (isVersion(first)) {
      return new Version();
    }
    for (var command : commands) {
      if (command.name().equals(first)) {
        return new Reader(command, List.of(arguments).subList(1, arguments.length)).parse();
      }
    }
    throw new ConfigurationException(
        "unknown command '%s'; did you mean '%s'?"
            .formatted(first, EditDistance.nearest(first, names(commands))));
  }

  private static List<String> names(List<Command> commands) {
    return commands.stream().map(Command::name).toList();
  }

  private static boolean isHelp(String argument) {
    return argument.equals("--help") || argument.equals("-h");
  }

  private static boolean isVersion(String argument) {
    return argument.equals("--version") || argument.equals("-V");
  }

  /// Reads the flags of one command.
  final class Reader {
    private final Command command;
    private final List<String> arguments;
    private final Map<String, String> given = new HashMap<>();
    private int at;

    private Reader(Command command, List<String> arguments) {
      this.command = command;
      this.arguments = arguments;
    }

    private CommandLine parse() throws ConfigurationException {
      if (arguments.stream().anyMatch(CommandLine::isHelp)) {
        return new Help(Optional.of(command));
      }
      if (arguments.stream().anyMatch(CommandLine::isVersion)) {
        return new Version();
      }
      while (at < arguments.size()) {
        flag(arguments.get(at++));
      }
      return asked();
    }

    private void flag(String argument) throws ConfigurationException {
      if (!argument.startsWith("-")) {
        throw new ConfigurationException(
            "'%s' belongs to no flag; %s takes only flags".formatted(argument, command.name()));
      }
      var equals = argument.indexOf('=');
      var name = equals < 0 ? argument : argument.substring(0, equals);
      if (!flags().contains(name)) {
        throw new ConfigurationException(
            "%s has no flag '%s'; did you mean '%s'?"
                .formatted(command.name(), name, EditDistance.nearest(name, flags())));
      }
      var value = equals < 0 ? value(name) : argument.substring(equals + 1);
      if (given.putIfAbsent(name, value) != null) {
        throw new ConfigurationException(name + " is given twice");
      }
    }

    private String value(String name) throws ConfigurationException {
      if (command.settings().stream().anyMatch(s -> s.isSwitch() && s.flag().equals(name))) {
        return "true";
      }
      if (at == arguments.size() || arguments.get(at).startsWith("--")) {
        throw new ConfigurationException(name + " needs a value");
      }
      return arguments.get(at++);
    }

    private List<String> flags() {
      var flags = new ArrayList<String>();
      flags.add(FILE_FLAG);
      command.settings().forEach(setting -> flags.add(setting.flag()));
      command.ownFlags().forEach(flag -> flags.add(flag.name()));
      return flags;
    }

    private CommandLine asked() {
      var file = Optional.ofNullable(given.remove(FILE_FLAG)).map(Path::of);
      var settings = new EnumMap<Setting, String>(Setting.class);
      for (var setting : command.settings()) {
        var value = given.remove(setting.flag());
        if (value != null) {
          settings.put(setting, value);
        }
      }
      return new Asked(command, settings, given, file);
    }
  }
}
