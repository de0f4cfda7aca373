/// What is known of a boot: values for people and programs to look at.
///
/// Only the appraisal makes them, of verified data in PCRs that a quote explains; what is merely
/// claimed is kept apart by its own type. Nothing here judges, and nothing here is a proof.
@NullMarked
package dev.assay.appraisal.boot;

import org.jspecify.annotations.NullMarked;
