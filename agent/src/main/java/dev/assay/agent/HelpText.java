package dev.assay.agent;

import dev.assay.agent.config.Settings;
import java.util.List;

/// Help, 80 characters wide.
final class HelpText {
  private static final int WIDTH = 80;
  private static final String GENERAL_FLAGS =
      """

        -h, --help     show this text, or that of a command
        -V, --version  show the version
      """;

  private final StringBuilder text = new StringBuilder();

  private HelpText() {}

  /// Help on the whole program.
  static String of(List<Command> commands) {
    var help = new HelpText();
    help.text.append("Usage: assay-agent COMMAND [FLAGS]\n");
    help.paragraph("Forwards this server's TPM evidence to the Assay verifier.", 0);
    for (var command : commands) {
      help.entry(command.name(), command.description());
    }
    help.text.append(GENERAL_FLAGS);
    help.precedence();
    return help.text.toString();
  }

  /// Help on one command.
  static String of(Command command) {
    var help = new HelpText();
    help.text.append("Usage: assay-agent ").append(command.name()).append(" [FLAGS]\n");
    help.paragraph(command.description(), 0);
    for (var flag : command.ownFlags()) {
      help.entry(flag.name() + " " + flag.parameter(), flag.description());
    }
    for (var setting : command.settings()) {
      var shown = setting.isSwitch() || setting.defaultValue().isEmpty();
      help.entry(
          (setting.flag() + " " + setting.parameter()).strip(),
          setting.description() + (shown ? "" : " Default: " + setting.defaultValue()));
    }
    help.entry(
        CommandLine.FILE_FLAG + " FILE", "Configuration file. Default: " + Settings.DEFAULT_FILE);
    help.precedence();
    return help.text.toString();
  }

  private void precedence() {
    text.append('\n');
    paragraph(
        "Each setting may also stand in the environment (--event-log is ASSAY_EVENT_LOG) or in the"
            + " configuration file (event-log = FILE). Precedence: flag, environment, file,"
            + " default.",
        0);
  }

  private void entry(String name, String description) {
    text.append("\n  ").append(name).append('\n');
    paragraph(description, 6);
  }

  private void paragraph(String sentences, int indent) {
    var line = new StringBuilder();
    for (var word : sentences.split(" ", -1)) {
      if (!line.isEmpty() && indent + line.length() + 1 + word.length() > WIDTH) {
        line(line, indent);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    line(line, indent);
  }

  private void line(StringBuilder line, int indent) {
    text.repeat(" ", indent).append(line).append('\n');
    line.setLength(0);
  }
}
