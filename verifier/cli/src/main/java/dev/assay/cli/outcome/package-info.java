/// How a command ends: the exit codes that scripts rely on, and the one exception that carries a
/// sentence for the person at the keyboard. Nothing here prints.
@NullMarked
package dev.assay.cli.outcome;

import org.jspecify.annotations.NullMarked;
