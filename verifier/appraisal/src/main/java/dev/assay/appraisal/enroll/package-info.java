/// How a TPM becomes known: its EK's certificate chain, what an AK must be, and the credential that
/// only the TPM holding both keys can open.
///
/// The result is [dev.assay.appraisal.enroll.BoundKey], which has no other way to exist. Nothing
/// here stores anything, draws its own randomness or reads the clock.
@NullMarked
package dev.assay.appraisal.enroll;

import org.jspecify.annotations.NullMarked;
