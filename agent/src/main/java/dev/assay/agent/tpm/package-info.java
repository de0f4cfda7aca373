/// Everything the agent asks of a TPM 2.0: its identity, its endorsement key, an attestation key,
/// quotes.
///
/// Raw bytes are kept as the TPM sent them and nothing is judged here. TSS.Java marshals commands
/// and does nothing more: responses are cut by [WireReader], which checks lengths before it
/// allocates, and cryptography and randomness are the JDK's. No other package of the agent talks to
/// a TPM.
@NullMarked
package dev.assay.agent.tpm;

import org.jspecify.annotations.NullMarked;
