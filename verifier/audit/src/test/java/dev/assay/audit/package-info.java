/// Tests of the package of the same name.
@NullMarked
package dev.assay.audit;

import org.jspecify.annotations.NullMarked;
