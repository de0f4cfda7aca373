/// Tests of the package of the same name.
@NullMarked
package dev.assay.verifier.service.quarantine;

import org.jspecify.annotations.NullMarked;
