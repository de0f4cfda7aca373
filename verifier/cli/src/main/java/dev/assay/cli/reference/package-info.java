/// What vendors say of a board, shown to people and programs. The module `reference` reads and
/// verifies it; here are files, words and JSON.
@NullMarked
package dev.assay.cli.reference;

import org.jspecify.annotations.NullMarked;
