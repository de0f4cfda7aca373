/// The ladder of proofs: quote verified, log replayed against it, boot compared with the golden
/// sets.
///
/// Each rung is a final class that only its own factory makes, and only from the rung below. So no
/// code can compare a log that was not replayed against a quote that was not verified. A check that
/// fails makes a finding; it never throws and never passes. The package is not exported.
@NullMarked
package dev.assay.appraisal.check;

import org.jspecify.annotations.NullMarked;
