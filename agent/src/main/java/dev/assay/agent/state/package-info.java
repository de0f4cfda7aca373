/// The state folder: the attestation key and what was learned at enrollment.
///
/// Files are written whole or not at all, readable for their owner alone, and only by enrolling: a
/// full disk stops no attestation.
@NullMarked
package dev.assay.agent.state;

import org.jspecify.annotations.NullMarked;
