/// Calls receivers: webhooks over HTTP, and programs of the verifier's host. Receivers are not
/// trusted: every call is bounded in time and in what it reads, goes only where the hook may go,
/// and carries no secret but as a signature.
@NullMarked
package dev.assay.verifier.hooks;

import org.jspecify.annotations.NullMarked;
