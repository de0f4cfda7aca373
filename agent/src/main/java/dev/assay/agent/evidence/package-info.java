/// Evidence: what a quote is bound to, which PCR values are new, and evidence as files.
///
/// Quotes and signatures stay the bytes that the TPM made. Nothing is judged here, and nothing here
/// talks to the verifier.
@NullMarked
package dev.assay.agent.evidence;

import org.jspecify.annotations.NullMarked;
