/// Tests of keys and signatures.
@NullMarked
package dev.assay.golden.signing;

import org.jspecify.annotations.NullMarked;
