/// Tests of the package of the same name.
@NullMarked
package dev.assay.verifier.service.hooks;

import org.jspecify.annotations.NullMarked;
