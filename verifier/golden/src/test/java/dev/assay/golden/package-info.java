/// Tests of the package of the same name.
@NullMarked
package dev.assay.golden;

import org.jspecify.annotations.NullMarked;
