/// An IMA measurement list as a person or a program reads it, offline. The appraisal library parses
/// and replays; here it is held against what else is known of the boot, and written down.
@NullMarked
package dev.assay.cli.ima;

import org.jspecify.annotations.NullMarked;
