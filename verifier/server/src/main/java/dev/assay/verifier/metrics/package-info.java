/// Shows the fleet's standing to Prometheus. Reads through the use cases, changes nothing.
@NullMarked
package dev.assay.verifier.metrics;

import org.jspecify.annotations.NullMarked;
