/// Appraising whole pieces of evidence: captured boots, and made-up ones with one thing wrong.
@NullMarked
package dev.assay.appraisal;

import org.jspecify.annotations.NullMarked;
