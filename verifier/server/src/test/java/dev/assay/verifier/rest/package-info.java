/// Tests of the package of the same name.
@NullMarked
package dev.assay.verifier.rest;

import org.jspecify.annotations.NullMarked;
