/// What people read: machines, verdicts with their reasons, golden sets, tokens. Pure functions
/// from the verifier's views to text on a screen; nothing here asks the verifier or decides
/// anything.
@NullMarked
package dev.assay.cli.view;

import org.jspecify.annotations.NullMarked;
