/// Attestation results as a receiver sees them: signed tokens (EAR), checked with the verifier's
/// published keys.
@NullMarked
package dev.assay.cli.result;

import org.jspecify.annotations.NullMarked;
