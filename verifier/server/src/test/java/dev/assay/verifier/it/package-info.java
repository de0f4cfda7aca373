/// The verifier from outside: the packaged program as a process with its own PostgreSQL, real
/// agents as processes, software TPMs, gRPC and REST over TLS.
///
/// The hostile client of these tests (RawAgent) drives its TPM with tpm2-tools and shares no code
/// with the agent, so that the two sides of each test were not written by the same hand. Nothing is
/// mocked.
@NullMarked
package dev.assay.verifier.it;

import org.jspecify.annotations.NullMarked;
