/// `assay` run as a person runs it, in this process: against a real HTTPS server that answers as
/// the verifier does, and on event logs of real boots.
@NullMarked
package dev.assay.cli;

import org.jspecify.annotations.NullMarked;
