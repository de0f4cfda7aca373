/// A firmware event log as a person or a program reads it, offline. The appraisal library parses
/// and replays; here it is only written down.
@NullMarked
package dev.assay.cli.log;

import org.jspecify.annotations.NullMarked;
