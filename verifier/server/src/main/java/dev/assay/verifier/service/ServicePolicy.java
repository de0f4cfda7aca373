package dev.assay.verifier.service;

import dev.assay.appraisal.OsLayerPolicy;
import java.time.Duration;

/// What the people who run this verifier decided for all machines.
///
/// @param interval between two attestations of a machine, 1 second to 7 days
/// @param softwareTpmsAllowed whether a program that acts as a TPM may enroll
/// @param osLayer what a deviation of the OS layer means
/// @param retention how long appraisals are kept
/// @param verifierVersion recorded with each appraisal
public record ServicePolicy(
    Duration interval,
    boolean softwareTpmsAllowed,
    OsLayerPolicy osLayer,
    Duration retention,
    String verifierVersion) {
  public static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);
  public static final Duration LONGEST_INTERVAL = Duration.ofDays(7);

  public ServicePolicy {
    if (!sensible(interval)) {
      throw new IllegalArgumentException("An interval is 1 second to 7 days, not " + interval);
    }
    if (retention.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException("Appraisals are kept for a day or more, not " + retention);
    }
  }

  static boolean sensible(Duration interval) {
    return interval.compareTo(SHORTEST_INTERVAL) >= 0 && interval.compareTo(LONGEST_INTERVAL) <= 0;
  }
}
