/// Evidence in, appraisal out: what a caller needs to have a machine judged.
///
/// An [Appraiser] takes [Evidence], which is a claim, and an [Expectation], which is what the
/// verifier knows, and gives an [Appraisal]: all findings, what was proven, and the verdict. It
/// calls nobody and keeps nothing but a bounded memory of comparisons.
@NullMarked
package dev.assay.appraisal;

import org.jspecify.annotations.NullMarked;
