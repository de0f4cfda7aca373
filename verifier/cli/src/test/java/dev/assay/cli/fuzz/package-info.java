/// Hostile bytes in the files that people name on the command line: one target per parser that only
/// this module has. A build tries their seeds: files that a person names are hostile less often
/// than what agents send. `make fuzz` goes on. The appraisal's are fuzzed where they are.
@NullMarked
package dev.assay.cli.fuzz;

import org.jspecify.annotations.NullMarked;
