/// Tests of the package of the same name.
@NullMarked
package dev.assay.verifier.store;

import org.jspecify.annotations.NullMarked;
