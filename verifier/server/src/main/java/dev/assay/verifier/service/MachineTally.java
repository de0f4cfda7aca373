package dev.assay.verifier.service;

import dev.assay.appraisal.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// ACTIVE machines that are alike in this.
///
/// @param at when their latest appraisal was, to the second; empty where there is none
/// @param interval their own schedule, where it differs from the verifier's
/// @param machines how many there are
public record MachineTally(
    Verdict verdict, Optional<Instant> at, Optional<Duration> interval, long machines) {}
