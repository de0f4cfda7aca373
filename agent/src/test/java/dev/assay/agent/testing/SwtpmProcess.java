package dev.assay.agent.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One running swtpm. A shell waits for this JVM's end of a pipe to close, then kills it: so it
/// dies with the JVM, however that ends. It is never asked to end by itself, since that would
/// change its state.
final class SwtpmProcess {

  private static final String KEEPER =
      "swtpm \"$@\" & tpm=$!; read -r _; kill -9 $tpm; wait $tpm 2>/dev/null";

  private final Process keeper;

  private SwtpmProcess(Process keeper) {
    this.keeper = keeper;
  }

  /// @param log gets what swtpm prints
  static SwtpmProcess start(Path log, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", KEEPER, "sh"));
    command.addAll(arguments);
    try {
      return new SwtpmProcess(
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Kills it as a power cut would, and waits until it is gone.
  void kill() {
    try {
      keeper.getOutputStream().close();
      keeper.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while swtpm was killed", e);
    }
  }

  boolean isAlive() {
    return keeper.isAlive();
  }
}
