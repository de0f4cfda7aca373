/// Quotes in the forms in which tpm2-tools and `assay-agent collect` write them, and what was
/// proven by one, for people and for programs. The appraisal library checks; here it is only read
/// and written down.
@NullMarked
package dev.assay.cli.quote;

import org.jspecify.annotations.NullMarked;
