/// Talking to the verifier: TLS, the channel, enrolling, and the attestation stream.
///
/// What comes from the network is checked before it is used and cleaned before it is logged. The
/// TPM is used here only through `dev.assay.agent.tpm`, and only to answer.
@NullMarked
package dev.assay.agent.verifier;

import org.jspecify.annotations.NullMarked;
