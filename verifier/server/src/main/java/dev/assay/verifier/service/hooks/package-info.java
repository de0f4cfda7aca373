/// Who is told what: hooks with their filters, and the deliveries that carry each event to each of
/// them, at least once and in order per machine. How a receiver is called is an adapter's; where
/// the deliveries wait is storage's.
@NullMarked
package dev.assay.verifier.service.hooks;

import org.jspecify.annotations.NullMarked;
