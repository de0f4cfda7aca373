/// Tests of this package.
@NullMarked
package dev.assay.reference.rim;

import org.jspecify.annotations.NullMarked;
