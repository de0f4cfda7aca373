/// Tests of the package of the same name.
@NullMarked
package dev.assay.verifier.hooks;

import org.jspecify.annotations.NullMarked;
