/// Golden sets as files that people sign and carry, and the files of their keys. Asks no verifier.
@NullMarked
package dev.assay.cli.golden;

import org.jspecify.annotations.NullMarked;
