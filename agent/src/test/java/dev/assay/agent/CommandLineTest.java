package dev.assay.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.agent.config.ConfigurationException;
import dev.assay.agent.config.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  private static final List<Command> COMMANDS = List.of(new CollectCommand(), new RunCommand());

  @Test
  void flagsAreReadInBothForms() throws Exception {
    var asked =
        (CommandLine.Asked)
            parse("collect", "--out", "/o", "--tpm=unix:/a=b", "--config", "/c", "--state", "-odd");

    assertThat(asked.command()).isSameAs(COMMANDS.getFirst());
    assertThat(asked.ownFlags()).containsOnlyKeys("--out").containsEntry("--out", "/o");
    assertThat(asked.settings())
        .hasSize(2)
        .containsEntry(Setting.TPM, "unix:/a=b")
        .containsEntry(Setting.STATE, "-odd");
    assertThat(asked.file()).contains(Path.of("/c"));
  }

  @Test
  void switchNeedsNoValue() throws Exception {
    var asked =
        (CommandLine.Asked) parse("run", "--tls-proxy-certificate-binding", "--tpm", "unix:/a");

    assertThat(asked.settings()).containsEntry(Setting.TLS_PROXY_CERTIFICATE_BINDING, "true");
  }

  @Test
  void helpIsFoundAnywhere() throws Exception {
    assertThat(parse("--help")).isInstanceOf(CommandLine.Help.class);
    assertThat(parse("run", "--nonsense", "-h"))
        .isEqualTo(new CommandLine.Help(Optional.of(COMMANDS.getLast())));
    assertThat(parse("-V")).isInstanceOf(CommandLine.Version.class);
  }

  @Test
  void everythingElseIsRefused() {
    assertRefused("no command; one of collect, run");
    assertRefused("unknown command 'colect'; did you mean 'collect'?", "colect");
    assertRefused("run has no flag '--out'; did you mean '--ca'?", "run", "--out", "x");
    assertRefused("'x' belongs to no flag; run takes only flags", "run", "x");
    assertRefused("--tpm needs a value", "run", "--tpm");
    assertRefused("--tpm needs a value", "run", "--tpm", "--state", "x");
    assertRefused("--tpm is given twice", "run", "--tpm=a", "--tpm=a");
  }

  @Test
  void helpNamesEveryFlagAndFitsATerminal() {
    var help = HelpText.of(new RunCommand());

    for (var setting : new RunCommand().settings()) {
      assertThat(help).contains(setting.flag());
    }
    assertThat(help.lines()).allMatch(line -> line.length() <= 80);
    assertThat(HelpText.of(COMMANDS).lines()).allMatch(line -> line.length() <= 80);
  }

  private static void assertRefused(String message, String... arguments) {
    assertThatThrownBy(() -> parse(arguments))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message);
  }

  private static CommandLine parse(String... arguments) throws ConfigurationException {
    return CommandLine.parse(COMMANDS, arguments);
  }
}
