/// The agent: forwards a server's evidence to the verifier and judges nothing.
///
/// Here are the program `assay-agent` and its commands, which put the parts together: `config`
/// (what it was told), `host` (what the host says), `tpm` (quotes and keys), `evidence` (what a
/// quote is bound to), `verifier` (the wire), `state` (what is kept). No port is opened for
/// listening.
@NullMarked
package dev.assay.agent;

import org.jspecify.annotations.NullMarked;
