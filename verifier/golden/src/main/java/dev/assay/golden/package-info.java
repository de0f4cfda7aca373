/// A golden set as a file: JSON, read strictly, written canonically (docs/golden-set.md). The
/// verifier keeps its sets in this form and hands them out in it, and the command line reads it.
///
/// Nothing here judges or stores.
@NullMarked
package dev.assay.golden;

import org.jspecify.annotations.NullMarked;
