/// Attestation results as signed tokens: JWS, JWT and JWK by a library. The only package that knows
/// it; what a result says is decided in `service`.
@NullMarked
package dev.assay.verifier.jose;

import org.jspecify.annotations.NullMarked;
