/// Reference values that others publish of a board: what a vendor says that its firmware measures.
/// A statement is read only after its signature held, and it only ever *supports* a golden set:
/// people see on which events a vendor agrees with what siblings showed. It judges no machine.
///
/// No clock and no file here: bytes, certificates and the time come in as arguments.
@NullMarked
package dev.assay.reference;

import org.jspecify.annotations.NullMarked;
