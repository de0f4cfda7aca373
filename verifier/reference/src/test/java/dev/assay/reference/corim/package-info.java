/// Tests of this package.
@NullMarked
package dev.assay.reference.corim;

import org.jspecify.annotations.NullMarked;
