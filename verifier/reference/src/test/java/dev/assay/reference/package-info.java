/// Tests of reference manifests: those of the corpus, and forged ones.
@NullMarked
package dev.assay.reference;

import org.jspecify.annotations.NullMarked;
