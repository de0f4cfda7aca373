/// Tests of the package of the same name.
@NullMarked
package dev.assay.verifier.wiring;

import org.jspecify.annotations.NullMarked;
