/// The agents' door: enrollment and attestation over gRPC.
///
/// The only package that sees the generated types. Every field is checked against the limits of the
/// contract here, turned into the domain's own types and handed to a use case; what comes back is
/// turned into messages again. Nothing is judged here. Work runs on virtual threads, never on an
/// event loop.
@NullMarked
package dev.assay.verifier.grpc;

import org.jspecify.annotations.NullMarked;
