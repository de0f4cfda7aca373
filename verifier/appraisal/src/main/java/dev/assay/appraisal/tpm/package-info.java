/// The structures of TPM 2.0 (Library Specification, Part 2) that evidence is made of.
///
/// Parsed strictly, once, into values that can't be wrong: unknown algorithms, lengths over their
/// bound and trailing bytes are refused. Nothing here is trusted yet; no signature is checked here.
@NullMarked
package dev.assay.appraisal.tpm;

import org.jspecify.annotations.NullMarked;
