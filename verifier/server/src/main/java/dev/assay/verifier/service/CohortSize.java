package dev.assay.verifier.service;

/// A cohort and how many machines it has.
public record CohortSize(CohortKey key, int machines) {}
