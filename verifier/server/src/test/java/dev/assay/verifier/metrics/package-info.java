/// Tests of what the verifier shows of itself.
@NullMarked
package dev.assay.verifier.metrics;

import org.jspecify.annotations.NullMarked;
