/// Everything that reaches a person's eyes goes through here: styled text, tables, ages in words.
///
/// A `Text` carries styles as values; only `Screen` turns them into escape codes, and it strips
/// every control character from the words themselves. So nothing that a machine calls itself can
/// steer a terminal.
@NullMarked
package dev.assay.cli.terminal;

import org.jspecify.annotations.NullMarked;
