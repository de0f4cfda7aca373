/// The verifier's end of the wire, played by tests: real TLS, real gRPC, and a script in place of
/// judgment.
@NullMarked
package dev.assay.agent.testing.verifier;

import org.jspecify.annotations.NullMarked;
