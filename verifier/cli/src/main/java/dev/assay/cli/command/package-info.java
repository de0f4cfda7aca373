/// One class per command: its options, what it asks of the verifier, what it prints and with which
/// code it ends. Commands keep no state of their own.
@NullMarked
package dev.assay.cli.command;

import org.jspecify.annotations.NullMarked;
