/// Files that a person named, as bytes. What they mean is for others to say.
@NullMarked
package dev.assay.cli.input;

import org.jspecify.annotations.NullMarked;
