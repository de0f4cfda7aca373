package dev.assay.verifier.hooks;

import dev.assay.appraisal.codec.PlainText;
import dev.assay.verifier.service.hooks.Attempt;
import dev.assay.verifier.service.hooks.HookTarget.Command;
import dev.assay.verifier.service.hooks.OutgoingEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// Runs programs with the event on their standard input. No shell reads the command, and the
/// program inherits nothing of the verifier's environment but PATH and the language. Whatever is
/// left of it and what it started when the time is over is killed. It runs as the verifier does, or
/// as the user that the hook names.
final class CommandCaller {
  private static final int KEPT_OUTPUT = 4_096;
  private static final int SHOWN_OUTPUT = 200;
  private static final List<String> INHERITED = List.of("PATH", "LANG", "TZ");

  private final Map<String, String> environment;

  CommandCaller(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  Attempt call(Command command, OutgoingEvent event) {
    try {
      var mark = UUID.randomUUID().toString();
      var process = start(command, event, mark);
      return run(process, new ProcessTree(process, mark), command, event);
    } catch (HookUnusable unusable) {
      return Attempt.Failed.because(unusable.detail());
    } catch (IOException missing) {
      return Attempt.Failed.because("The program can't be started.");
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Attempt.Failed.because("The verifier stopped while the program ran.");
    }
  }

  private Process start(Command command, OutgoingEvent event, String mark)
      throws IOException, HookUnusable {
    var words = new ArrayList<String>();
    if (command.user().isPresent()) {
      words.addAll(OtherUser.prefix(command.user().get()));
    }
    words.addAll(command.command());
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().clear();
    for (var name : INHERITED) {
      var value = environment.get(name);
      if (value != null) {
        builder.environment().put(name, value);
      }
    }
    builder.environment().put("ASSAY_EVENT_ID", event.id());
    builder.environment().put("ASSAY_EVENT_TYPE", event.kind().type());
    builder.environment().put("ASSAY_CALL", mark);
    return builder.start();
  }

  private static Attempt run(
      Process process, ProcessTree tree, Command command, OutgoingEvent event)
      throws InterruptedException {
    var output = new Output(process.getInputStream());
    try {
      Thread.startVirtualThread(() -> feed(process, event.body()));
      var reading = Thread.startVirtualThread(output);
      boolean ended = tree.waitFor(command.timeout());
      tree.kill();
      reading.join(TimeUnit.SECONDS.toMillis(1));
      return ended ? judged(process.exitValue(), output.text()) : late(command);
    } finally {
      tree.kill();
    }
  }

  private static void feed(Process process, String body) {
    try (var in = process.getOutputStream()) {
      in.write(body.getBytes(StandardCharsets.UTF_8));
    } catch (IOException unread) {
      // A program need not read it.
    }
  }

  private static Attempt judged(int code, String output) {
    return code == 0
        ? new Attempt.Delivered("exit code 0")
        : Attempt.Failed.because(
            "The program ended with code %d. %s".formatted(code, shown(output)));
  }

  private static Attempt late(Command command) {
    return Attempt.Failed.because(
        "The program did not end within %d seconds and was killed."
            .formatted(command.timeout().toSeconds()));
  }

  private static String shown(String output) {
    var text = new StringBuilder();
    output
        .codePoints()
        .limit(SHOWN_OUTPUT)
        .map(point -> PlainText.isShown(point) ? point : ' ')
        .forEach(text::appendCodePoint);
    return text.toString().strip();
  }

  /// Reads all that the program says, so that it never waits, and keeps the start.
  private static final class Output implements Runnable {
    private final InputStream stream;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    Output(InputStream stream) {
      this.stream = stream;
    }

    @Override
    public void run() {
      var buffer = new byte[KEPT_OUTPUT];
      try {
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
          kept.write(buffer, 0, Math.min(read, KEPT_OUTPUT - kept.size()));
        }
      } catch (IOException ended) {
        // Killed.
      }
    }

    String text() {
      return kept.toString(StandardCharsets.UTF_8);
    }
  }
}
