package dev.assay.agent;

import dev.assay.agent.config.ConfigurationException;
import dev.assay.agent.config.Setting;
import dev.assay.agent.log.Field;
import dev.assay.agent.verifier.Attesting;
import dev.assay.agent.verifier.Backoff;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// `assay-agent run`: answers the verifier's challenges until the process is told to stop.
final class RunCommand implements Command {
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
  private static final long STOP_PATIENCE_MILLIS = 1_500;

  @Override
  public String name() {
    return "run";
  }

  @Override
  public String description() {
    return "Attest whenever the verifier asks, for ever. Waits for an absent verifier, TPM or"
        + " enrollment. SIGTERM stops it.";
  }

  @Override
  public Set<Setting> settings() {
    return EnumSet.complementOf(EnumSet.of(Setting.AK, Setting.EK));
  }

  @Override
  public Exit run(Invocation invocation) throws ConfigurationException {
    var settings = invocation.settings();
    var log = invocation.log();
    try (var reader = new MachineReader(settings, invocation.verifier(), invocation.version())) {
      var finished = new CountDownLatch(1);
      stopOnSignal(Thread.currentThread(), reader, finished);
      log.info(
          "started",
          Field.of("version", invocation.version()),
          Field.of("verifier", invocation.verifier()));
      var backoff = new Backoff(SHORTEST_PAUSE, LONGEST_PAUSE, new SplittableRandom());
      try {
        new Attesting(reader, settings.bindToServerCertificate(), backoff, log).untilInterrupted();
      } catch (InterruptedException _) {
        log.info("stopped");
        finished.countDown();
      }
      return Exit.OK;
    }
  }

  /// On SIGTERM or SIGINT: interrupts the work, makes a running TPM command fail, waits for the
  /// end, and exits with code 0 (the Java runtime would say 143), or 1 where the work did not end
  /// in time.
  private static void stopOnSignal(Thread worker, MachineReader reader, CountDownLatch finished) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  worker.interrupt();
                  reader.close();
                  try {
                    var _ = finished.await(STOP_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                  } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                  }
                  var stopped = finished.getCount() == 0;
                  Runtime.getRuntime().halt((stopped ? Exit.OK : Exit.FAILED).code());
                },
                "stop"));
  }
}
