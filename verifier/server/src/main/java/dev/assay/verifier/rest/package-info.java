/// The operators' door: REST over JSON under `/api/v1`, with bearer tokens.
///
/// Resources check the grammar of what comes in, hand it to one use case and turn the outcome into
/// the API's own records; domain types never become JSON by themselves. Who may call what stands on
/// each method; what carries no rule is denied. Errors are `application/problem+json` and say what
/// to do.
@NullMarked
package dev.assay.verifier.rest;

import org.jspecify.annotations.NullMarked;
