/// The audit log as a chain: what an entry holds, how it is written and hashed, what a checkpoint
/// signs, and how a chain is checked (docs/audit.md). The verifier writes by it, and the command
/// line checks by it, so that both mean the same bytes.
///
/// Nothing here stores, reads a clock or holds a private key.
@NullMarked
package dev.assay.audit;

import org.jspecify.annotations.NullMarked;
