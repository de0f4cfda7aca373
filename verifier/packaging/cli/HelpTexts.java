import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Writes what `assay … --help` says, for each command, into files like `assay-golden-sign.txt`: manual pages are made
/// of them. In one process, as there are some seventy. Run with the command line's jars on the class path:
/// `java -cp 'lib/*' HelpTexts.java FOLDER`.
class HelpTexts {
  private final Path folder;

  HelpTexts(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    new HelpTexts(Path.of(arguments[0])).write(List.of());
  }

  private void write(List<String> command) throws Exception {
    var text = help(command);
    var name = "assay" + String.join("", command.stream().map(word -> "-" + word).toList());
    Files.writeString(folder.resolve(name + ".txt"), text);
    for (var part : commands(text)) {
      var deeper = new ArrayList<>(command);
      deeper.add(part);
      write(deeper);
    }
  }

  /// The program as it runs for people, but for the end of the process.
  private static String help(List<String> command) throws Exception {
    var bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    var current = Class.forName("dev.assay.cli.ProcessSurroundings").getDeclaredMethod("current");
    current.setAccessible(true);
    var surroundings = current.invoke(null);
    var words = new ArrayList<>(command);
    words.add("--help");
    var run =
        Arrays.stream(Class.forName("dev.assay.cli.Assay").getDeclaredMethods())
            .filter(method -> method.getName().equals("run"))
            .findFirst()
            .orElseThrow();
    var code = run.invoke(null, surroundings, words.toArray(String[]::new));
    var screen = surroundings.getClass().getDeclaredMethod("screen");
    screen.setAccessible(true);
    var flushed = screen.invoke(surroundings);
    var flush = flushed.getClass().getDeclaredMethod("flush");
    flush.setAccessible(true);
    flush.invoke(flushed);
    var text = bytes.toString(StandardCharsets.UTF_8);
    if (!code.equals(0) || text.isBlank()) {
      throw new IllegalStateException(words + " gives code " + code + " and: " + text);
    }
    return text;
  }

  /// The words after `Commands:`.
  private static List<String> commands(String text) {
    var start = text.indexOf("\nCommands:\n");
    if (start < 0) {
      return List.of();
    }
    return text.substring(start + 11)
        .lines()
        .takeWhile(line -> line.startsWith("  "))
        .filter(line -> line.matches("  [a-z][a-z-]*( .*)?"))
        .map(line -> line.strip().split(" ")[0])
        .toList();
  }
}
