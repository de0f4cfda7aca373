package dev.assay.agent.doctor;

import dev.assay.agent.config.Settings;
import dev.assay.agent.config.VerifierAddress;
import dev.assay.agent.log.Printable;
import dev.assay.agent.verifier.Greeting;
import dev.assay.agent.verifier.Trust;
import dev.assay.agent.verifier.VerifierException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/// Looks at the verifier: does it answer, is its certificate good and for its name, does its clock
/// agree with ours.
public final class VerifierCheckup {
  private static final Duration EXPIRES_SOON = Duration.ofDays(14);
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

  private final Settings settings;
  private final InstantSource clock;

  /// A look at the verifier that the settings name, with `clock` as this host's clock.
  public VerifierCheckup(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /// Looks, and hands on what was seen.
  public void run(Consumer<Observation> seen) {
    if (settings.verifier().isEmpty()) {
      seen.accept(Observation.fail("verifier", "none is named", "set --verifier HOST:PORT"));
      return;
    }
    look(settings.verifier().get(), seen);
  }

  private void look(VerifierAddress verifier, Consumer<Observation> seen) {
    try {
      var trust = Trust.load(settings.ca());
      var greeting = Greeting.exchange(verifier, trust);
      seen.accept(Observation.ok("verifier", verifier + " answers with " + greeting.protocol()));
      seen.accept(certificate(greeting));
      seen.accept(clock(greeting));
    } catch (VerifierException e) {
      seen.accept(
          Observation.fail(
              "verifier",
              Printable.describe(e),
              "check address, network, and --ca (the verifier's ca.crt)"));
    } catch (IOException e) {
      seen.accept(Observation.fail("CA file", Printable.describe(e), "see --ca"));
    }
  }

  private Observation certificate(Greeting greeting) {
    var found = "good for %s, until %s".formatted(greeting.verifier().host(), greeting.notAfter());
    return Duration.between(clock.instant(), greeting.notAfter()).compareTo(EXPIRES_SOON) < 0
        ? Observation.warn("certificate", found, "have the verifier's certificate renewed")
        : Observation.ok("certificate", found);
  }

  private Observation clock(Greeting greeting) {
    return greeting
        .date()
        .map(this::clock)
        .orElseGet(
            () ->
                Observation.ok(
                    "clock", "within the certificate's validity; the verifier told no time"));
  }

  private Observation clock(Instant theirs) {
    var difference = Duration.between(theirs, clock.instant());
    var found = "differs by %d s from the verifier's".formatted(difference.toSeconds());
    return difference.abs().compareTo(CLOCK_TOLERANCE) > 0
        ? Observation.warn("clock", found, "synchronise this host's clock (NTP)")
        : Observation.ok("clock", found);
  }
}
