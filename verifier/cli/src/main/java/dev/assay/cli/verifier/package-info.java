/// The verifier's REST interface as its client sees it: the connection and where it is kept,
/// requests, answers parsed into views, names resolved to machines and golden sets.
///
/// Only the given CA is trusted. Failures leave here as `CommandFailed` with a sentence for people.
@NullMarked
package dev.assay.cli.verifier;

import org.jspecify.annotations.NullMarked;
