/// Hostile bytes: one target per parser of outside bytes, driven by Jazzer. Part of `make test` for
/// half a minute each; those for parts of what another target reads as a whole try their seeds
/// there and no more. `make fuzz` goes on for as long as one likes.
///
/// An input that breaks a promise is left in `verifier/fuzz/target` as `crash-…`. Once understood
/// it goes to `src/test/resources/dev/assay/appraisal/fuzz/LogFuzzInputs` (or that of its target)
/// under a name that says what it is, and is tried first from then on.
@NullMarked
package dev.assay.appraisal.fuzz;

import org.jspecify.annotations.NullMarked;
