/// Tests of the server as a whole.
@NullMarked
package dev.assay.verifier;

import org.jspecify.annotations.NullMarked;
